package dev.portage.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The users of a pool by index: generated when looked at, except those that were added, changed or deleted, which an
 * overlay holds. A pool of a million users so costs no memory.
 */
final class PoolUsers {

    /** The index in what {@link UserGenerator} makes of it: an address, a phone number, or an id at a provider. */
    private static final Pattern INDEX =
            Pattern.compile("(?:\\.|not-an-address-|^\\+1555|_1172\\d{8})(\\d{1,9})(?=@|$)", Pattern.CASE_INSENSITIVE);

    private final UserGenerator generator;
    private final int generated;
    private final AtomicInteger size;
    /** Empty for a user that was deleted. */
    private final Map<Integer, Optional<PoolUser>> overlay = new ConcurrentHashMap<>();

    private final Map<String, Integer> addedBySub = new ConcurrentHashMap<>();

    PoolUsers(UserGenerator generator, int generated) {
        this.generator = generator;
        this.generated = generated;
        size = new AtomicInteger(generated);
    }

    /** One more than the highest index; deleted users keep theirs. */
    int end() {
        return size.get();
    }

    int count() {
        return end() - (int) overlay.values().stream().filter(Optional::isEmpty).count();
    }

    Optional<PoolUser> at(int index) {
        Optional<PoolUser> changed = overlay.get(index);
        if (changed != null) {
            return changed;
        }
        return index < generated ? Optional.of(generator.at(index)) : Optional.empty();
    }

    /** The sub at an index, without making the user; "" for a user that was added and is gone. */
    String sub(int index) {
        return index < generated
                ? generator.sub(index)
                : at(index).map(PoolUser::sub).orElse("");
    }

    /** Whether the sub of the user there can start with that digit; cheap, and exact for generated users. */
    boolean mayStartWith(int index, int digit) {
        return index >= generated || generator.subDigit(index) == digit;
    }

    Optional<PoolUser> bySub(String sub) {
        OptionalInt index = indexOf(sub);
        return index.isPresent() ? at(index.getAsInt()) : Optional.empty();
    }

    private OptionalInt indexOf(String sub) {
        Integer added = addedBySub.get(sub);
        if (added != null) {
            return OptionalInt.of(added);
        }
        OptionalInt index = generator.index(sub);
        return index.isPresent() && index.getAsInt() < generated ? index : OptionalInt.empty();
    }

    int add(PoolUser user) {
        int index = size.getAndIncrement();
        overlay.put(index, Optional.of(user));
        addedBySub.put(user.sub(), index);
        return index;
    }

    void replace(String sub, PoolUser user) {
        overlay.put(require(sub), Optional.of(user));
    }

    void remove(String sub) {
        overlay.put(require(sub), Optional.empty());
    }

    private int require(String sub) {
        return indexOf(sub).orElseThrow(() -> Refusal.control(404, "No user " + sub));
    }

    Stream<PoolUser> all() {
        return IntStream.range(0, end()).mapToObj(this::at).flatMap(Optional::stream);
    }

    /** By username, sub, or an alias that signs in: e-mail or phone number. */
    Optional<PoolUser> bySignIn(String name) {
        Optional<PoolUser> bySub = bySub(name);
        if (bySub.isPresent()) {
            return bySub;
        }
        Predicate<PoolUser> named = user -> user.username().equals(name)
                || user.attribute("email").filter(name::equals).isPresent()
                || user.attribute("phone_number").filter(name::equals).isPresent();
        return candidates(name)
                .mapToObj(this::at)
                .flatMap(Optional::stream)
                .filter(named)
                .findFirst();
    }

    /**
     * The indexes at which a user can have this username, sub, e-mail or phone number: all of these name the index that
     * they were generated for, or that of the first of a pair, and whatever was changed is in the overlay.
     */
    IntStream candidates(String name) {
        IntStream changed = overlay.keySet().stream().mapToInt(Integer::intValue);
        OptionalInt bySub = indexOf(name);
        Matcher matcher = INDEX.matcher(name);
        IntStream named = IntStream.empty();
        if (bySub.isPresent()) {
            named = IntStream.of(bySub.getAsInt());
        } else if (matcher.find()) {
            int index = Integer.parseInt(matcher.group(1));
            named = IntStream.rangeClosed(index, index + 1);
        }
        return IntStream.concat(named, changed).filter(index -> index < end());
    }
}
