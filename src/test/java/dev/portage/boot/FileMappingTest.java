package dev.portage.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileMappingTest {
    private static final String SMAPS = """
            00410000-037e2000 r-xp 00010000 fe:00 2146334                            /srv/portage runner
            Size:              53064 kB
            Rss:               35144 kB
            Private_Dirty:         0 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            VmFlags: rd ex mr mw me sd
            03891000-03892000 r--p 03490000 fe:00 2146334                            /srv/portage runner
            Anonymous:             4 kB
            Swap:                  0 kB
            03892000-03893000 r--p 03491000 fe:00 2146334                            /srv/portage runner
            Anonymous:             0 kB
            Swap:                  4 kB
            038b0000-0bb10000 rw-p 034b0000 fe:00 2146334                            /srv/portage runner
            Anonymous:             0 kB
            Swap:                  0 kB
            0bb10000-0bb12000 rw-p 00000000 00:00 0
            Anonymous:             8 kB
            7fb59a500000-7fb59a501000 r--p 00000000 fe:00 99                         /usr/lib/libc.so.6
            Anonymous:             0 kB
            7fb59a501000-7fb59d901000 r--p 034b0000 fe:00 2146334                    /srv/portage runner
            Anonymous:             0 kB
            Swap:                  0 kB
            7fb59e000000-7fb59f000000 r--p 07000000 fe:00 2146334                    /srv/portage runner
            Rss:                   4 kB
            """;

    @Test
    void onlyWhatEqualsTheFileMayBeReadFromItAgain() {
        assertThat(FileMapping.ofFile(SMAPS.lines().toList(), "/srv/portage runner"))
                .hasSize(6)
                .filteredOn(FileMapping::equalsFile)
                .as("not what may be written, nor what was changed, even if that is swapped out, nor what is not known")
                .containsExactly(
                        new FileMapping(0x410000, 0x33d2000, false, 0),
                        new FileMapping(0x7fb59a501000L, 0x3400000, false, 0));
    }

    @Test
    void whatIsNotOfTheFileIsNotTouched() {
        assertThat(FileMapping.ofFile(SMAPS.lines().toList(), "/srv/portage")).isEmpty();
    }
}
