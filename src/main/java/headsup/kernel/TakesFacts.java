package headsup.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A door that takes facts for the books: one that was refused stays refused under its {@code Idempotency-Key}, with its reason,
 * whatever has changed since. To be tried again it needs another key.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TakesFacts {}
