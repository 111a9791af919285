package headsup.mail;

import java.time.Duration;

/**
 * How every lane is driven.
 *
 * @param connections kept to the relay at most
 * @param depth letters taken on per connection; 1 sends step by step
 * @param rate letters per second; 0 for as many as the relay takes
 * @param probeEvery how often a lane that is out is tried
 */
record LaneRules(int connections, int depth, double rate, Duration probeEvery, Conversation.Limits limits) {

    static LaneRules of(MailSettings settings) {
        return new LaneRules(
                settings.connections(),
                settings.pipeliningDepth(),
                settings.rate().orElse(0),
                settings.probeEvery(),
                new Conversation.Limits(
                        settings.lettersPerConnection(), settings.pipeliningDepth() > 1, settings.idle()));
    }
}
