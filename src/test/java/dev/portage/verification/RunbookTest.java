package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every cause that a diagnosis names has a page that says more. */
class RunbookTest {

    @ParameterizedTest
    @EnumSource(Cause.Slug.class)
    void everyCauseHasAPage(Cause.Slug slug) {
        Path page = Path.of(Cause.of(slug, "", null).runbook());
        assertThat(page).exists().content().contains("`" + slug.slug() + "`");
    }
}
