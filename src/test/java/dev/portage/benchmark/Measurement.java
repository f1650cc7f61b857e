package dev.portage.benchmark;

/** One of the benchmark's questions. */
interface Measurement {
    /** Measures for some minutes, alone on the machine. */
    Table run() throws Exception;
}
