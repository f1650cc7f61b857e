package dev.portage.cognito;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A dump of any length that is made up while it is read. */
class EndlessDump extends InputStream {

    private final int users;
    private int generated;
    private byte[] chunk = "{\"Users\":[".getBytes(StandardCharsets.UTF_8);
    private int next;
    private boolean ended;

    EndlessDump(int users) {
        this.users = users;
    }

    int usersGenerated() {
        return generated;
    }

    @Override
    public int read() {
        return refill() ? chunk[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (!refill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - next);
        System.arraycopy(chunk, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean refill() {
        if (next < chunk.length) {
            return true;
        }
        if (ended) {
            return false;
        }
        ended = generated == users;
        chunk = (ended ? "]}" : user()).getBytes(StandardCharsets.UTF_8);
        next = 0;
        return true;
    }

    private String user() {
        int number = generated++;
        return (number == 0 ? "" : ",")
                + "{\"Username\":\"user%d\",\"Attributes\":[{\"Name\":\"sub\",\"Value\":\"%036d\"},{\"Name\":\"email\",\"Value\":\"user%d@example.com\"}],\"UserCreateDate\":1572324485.926,\"Enabled\":true,\"UserStatus\":\"CONFIRMED\"}"
                        .formatted(number, number, number);
    }
}
