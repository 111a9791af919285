package headsup.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The way out when no relay is configured: each letter as {@code <delivery>.eml}, the bytes a relay would get behind the two
 * fields in which a mailbox keeps the envelope ({@code Return-Path}, {@code Delivered-To}), so that a bounce can be tried.
 *
 * <p>A file appears whole or not at all, by a rename in the same folder. Nothing is forced to the disk per letter: what
 * was renamed belongs to the operating system and outlives the death of this process, also by {@code kill -9}. A power
 * cut may take the files of the last seconds, or leave them empty, though their deliveries stand as accepted; that is the
 * price of thousands of letters a second for what is a place to look at letters, not a relay.
 */
public final class Outbox implements Courier, Evidence {

    private static final String SUFFIX = ".eml";
    private static final String CARD = "-card";
    private static final String DRAFT = ".draft";
    private static final String LANE = "outbox";
    private static final String REPLY = "250 kept in outbox";
    private static final int PLACES = 500;

    private final Path folder;
    private final Clock clock;
    private final String draftPrefix;
    private final AtomicLong drafts = new AtomicLong();
    private volatile boolean paused;

    /** One line of the list: the letter's code, when it was kept, to whom, about what. */
    public record Kept(String code, Instant at, String to, String subject) {}

    Outbox(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.draftPrefix = "." + ProcessHandle.current().pid() + ".";
        try {
            Files.createDirectories(folder);
            sweepDrafts();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public void send(List<Letter> letters, Consumer<Receipt> receipts) {
        letters.forEach(letter -> receipts.accept(
                paused ? new Receipt.NotSent(letter.delivery(), "the outbox is paused") : keep(letter)));
    }

    @Override
    public int places() {
        return paused ? 0 : PLACES;
    }

    @Override
    public void pause(Set<String> names) {
        paused = names.contains(LANE);
    }

    @Override
    public List<Way> ways() {
        return List.of(new Way(LANE, paused ? Standing.PAUSED : Standing.OPEN, "letters are kept in " + folder));
    }

    @Override
    public Map<Long, Receipt> about(Collection<Long> deliveries) {
        Map<Long, Receipt> known = new HashMap<>();
        for (long delivery : deliveries) {
            keptAt(file(delivery)).ifPresent(at -> known.put(delivery, accepted(delivery, at)));
        }
        return known;
    }

    /** How many letters are kept. */
    public long count() {
        return letters().size();
    }

    /** The latest letters, newest first: codes sort like the moments in which they were made. */
    public List<Kept> newest(int limit) {
        return letters().stream()
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .flatMap(file -> kept(file).stream())
                .toList();
    }

    /** One letter, opened; empty when there is none of that code. */
    public Optional<OpenLetter> read(String code) {
        boolean card = code.endsWith(CARD);
        boolean named = DeliveryCode.read(card ? code.substring(0, code.length() - CARD.length()) : code)
                .isPresent();
        return named ? open(folder.resolve(code + SUFFIX)) : Optional.empty();
    }

    private Optional<Kept> kept(Path file) {
        return keptAt(file).flatMap(at -> open(file).map(l -> new Kept(code(file), at, l.to(), l.subject())));
    }

    private static Optional<OpenLetter> open(Path file) {
        try {
            return Optional.of(OpenLetter.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A postcard's name ends in a letter that no delivery's has: neither is ever taken for the other. */
    Postmark keep(String code, byte[] card) {
        try {
            write(card, folder.resolve(code + CARD + SUFFIX));
            return new Postmark.Kept(code + CARD);
        } catch (IOException full) {
            return new Postmark.Failed("the outbox can't be written: " + full.getMessage());
        }
    }

    /** A file that stands there was handed over before: it is neither written nor dated again. */
    private Receipt keep(Letter letter) {
        Path file = file(letter.delivery());
        Optional<Instant> before = keptAt(file);
        if (before.isPresent()) {
            return accepted(letter.delivery(), before.get());
        }
        try {
            write(enveloped(letter), file);
            return accepted(letter.delivery(), clock.instant());
        } catch (IOException full) {
            return new Receipt.NotSent(letter.delivery(), "the outbox can't be written: " + full.getMessage());
        }
    }

    /** Fields before all others, as whoever delivers puts them (RFC 5321 section 4.4): a signature does not cover them. */
    private static byte[] enveloped(Letter letter) {
        byte[] envelope = ("Return-Path: <" + letter.envelopeSender() + ">\r\nDelivered-To: "
                        + letter.envelopeRecipient() + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] bytes = letter.bytes();
        byte[] kept = Arrays.copyOf(envelope, envelope.length + bytes.length);
        System.arraycopy(bytes, 0, kept, envelope.length, bytes.length);
        return kept;
    }

    private void write(byte[] octets, Path file) throws IOException {
        Path draft = folder.resolve(draftPrefix + drafts.incrementAndGet() + DRAFT);
        Files.write(draft, octets, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Receipt.Accepted accepted(long delivery, Instant at) {
        return new Receipt.Accepted(delivery, at, REPLY, LANE);
    }

    private static Optional<Instant> keptAt(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private Path file(long delivery) {
        return folder.resolve(DeliveryCode.of(delivery) + SUFFIX);
    }

    private static String code(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private List<Path> letters() {
        List<Path> letters = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + SUFFIX)) {
            files.forEach(letters::add);
            return letters;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Drafts of a process that died while writing; nobody was told that they were kept. */
    private void sweepDrafts() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, ".*" + DRAFT)) {
            for (Path draft : old) {
                String pid = draft.getFileName().toString().split("\\.")[1];
                boolean alive = pid.matches("[0-9]{1,18}")
                        && ProcessHandle.of(Long.parseLong(pid)).isPresent()
                        && !draft.getFileName().toString().startsWith(draftPrefix);
                if (!alive) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }
}
