package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.portage.testing.MigrationTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The dashboard in the machine's Chromium, which {@code PORTAGE_TEST_BROWSER} names where it is at no usual place; where
 * there is none, these tests are skipped. No page may have an error in its console, a violation of its
 * Content-Security-Policy included.
 */
public abstract class BrowserTest extends MigrationTest {
    private static final Logger LOG = Logger.getLogger(BrowserTest.class);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDE = 1280;
    private static final int NARROW = 390;
    private static final int HIGH = 900;

    /** What is found once for all test classes: no browser is said once. */
    private static final Optional<Path> EXECUTABLE = executable();

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** A browser without cookies, anew for each test. */
    protected Page page;

    private static Optional<Path> executable() {
        Optional<Path> found = Stream.of(
                        System.getenv("PORTAGE_TEST_BROWSER"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                        "/Applications/Chromium.app/Contents/MacOS/Chromium")
                .filter(path -> path != null && !path.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            LOG.warn(
                    "There is no Chromium here, so the dashboard is not tested in a browser: install one, or name it in"
                            + " PORTAGE_TEST_BROWSER");
        }
        return found;
    }

    @BeforeAll
    static void openBrowser() {
        assumeTrue(EXECUTABLE.isPresent(), "no Chromium");
        // A page that asks every two seconds shows on a busy machine what it should a little later.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(EXECUTABLE.get()));
    }

    @AfterAll
    static void closeBrowser() {
        if (playwright != null) {
            playwright.close();
            playwright = null;
        }
    }

    @BeforeEach
    void openPage() {
        BrowserContext context = Objects.requireNonNull(browser)
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(service.toString())
                        // What changes its colour bit by bit is looked at too early.
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(WIDE, HIGH));
        page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // A page that answers 404 on purpose is told of as an error too.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                errors.add(message.text());
            }
        });
    }

    @AfterEach
    void closePage() {
        page.context().close();
        assertThat(errors).as("errors in the browser's console").isEmpty();
    }

    /** The button with exactly this name. */
    protected Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The link with exactly this name. */
    protected Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** For a text that comes when a run or a campaign has got that far. */
    protected static LocatorAssertions.HasTextOptions patience() {
        return new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    }

    /** Signs in with the token of this role, and is at the list of migrations. */
    protected void signIn(String role) {
        page.navigate("/dashboard/sign-in");
        page.getByLabel("Token").fill(token(role));
        page.getByLabel("Token").press("Enter");
        page.waitForURL("**/dashboard/migrations");
    }

    /**
     * Looks at the page as everybody does, in light and dark, wide and narrow: nothing sticks out at the side, and pictures
     * of it are kept under {@code target/screenshots}. In one wide and one narrow of them, one light and one dark, axe
     * finds nothing that would keep anybody from using it.
     */
    protected void look(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(WIDE, NARROW)) {
                String which = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + (width == WIDE ? "" : "-narrow");
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.setViewportSize(width, HIGH);
                // Charts are drawn anew for another width with the next frame.
                page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(which + ".png"))
                        .setFullPage(true));
                if ((scheme == ColorScheme.LIGHT) == (width == WIDE)) {
                    accessible(which);
                }
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("%s fits its width", which)
                        .isEqualTo(true);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(WIDE, HIGH);
        inWords(name);
    }

    /** Whoever reads a page presses buttons: calls stand in the audit trail, in code and in the plan for an application only. */
    private void inWords(String which) {
        if (!which.startsWith("audit")) {
            Object text = page.evaluate("() => {"
                    + " const main = document.querySelector('main').cloneNode(true);"
                    + " main.querySelectorAll('code, #application').forEach(part => part.remove());"
                    + " return main.textContent; }");
            assertThat(String.valueOf(text))
                    .as("what %s says", which)
                    .doesNotContainPattern("\\b(GET|POST|PUT|PATCH|DELETE) [/…]");
        }
    }

    private void accessible(String which) {
        List<String> found = new AxeBuilder(page)
                        // Else it opens another page each time, for frames of other origins, of which there are none.
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> rule.getId() + " (" + rule.getHelp() + "): "
                                + rule.getNodes().stream()
                                        .limit(3)
                                        .map(node -> String.valueOf(node.getHtml()))
                                        .toList())
                        .toList();
        assertThat(found).as("what axe finds at %s", which).isEmpty();
    }
}
