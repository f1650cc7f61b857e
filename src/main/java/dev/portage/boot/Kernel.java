package dev.portage.boot;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.Pointer;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** What only a native executable can ask of Linux; the JVM never loads it. */
final class Kernel {
    /** Of madvise(2): "do not expect access in the near future"; a page is read from its file when it is touched again. */
    private static final int MADV_DONTNEED = 4;

    private Kernel() {}

    /** Only for a stretch that equals its file: changes to it would be lost. It is advice: whether it was taken is all one. */
    static void dropPages(long start, long length) {
        madvise(WordFactory.pointer(start), WordFactory.unsigned(length), MADV_DONTNEED);
    }

    @CFunction
    private static native int madvise(Pointer start, UnsignedWord length, int advice);
}
