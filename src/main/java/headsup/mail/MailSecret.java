package headsup.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret of this data folder, drawn on the first start and readable by its owner alone. */
final class MailSecret {

    private static final int OCTETS = 32;

    private MailSecret() {}

    static byte[] kept(Path data) throws IOException {
        Path file = data.resolve("mail.secret");
        if (!Files.exists(file)) {
            Files.createDirectories(data);
            draw(file);
        }
        byte[] secret = Files.readString(file).strip().getBytes(StandardCharsets.US_ASCII);
        if (secret.length == 0) {
            throw new IOException(file + " is empty; remove it and a new secret is drawn");
        }
        return secret;
    }

    private static void draw(Path file) throws IOException {
        byte[] secret = new byte[OCTETS];
        new SecureRandom().nextBytes(secret);
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "mail.secret", ".new");
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
        try {
            // A link, unlike a rename, never replaces what another process drew at the same moment.
            Files.createLink(file, draft);
            Files.delete(draft);
        } catch (FileAlreadyExistsException another) {
            Files.delete(draft);
        } catch (UnsupportedOperationException noLinksHere) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
