package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portage.sandbox.PoolUser;
import dev.portage.testing.InProcess;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.ws.rs.core.NewCookie;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for the company's sign-in page, each run as it stands where its runtime is on the machine. */
@QuarkusTest
@InProcess("one of the examples is a class of a Quarkus application, and runs within that of the test")
class ExamplesTest extends SignInTestBase {
    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern LISTENING = Pattern.compile("Listening on (\\d+)");
    private static final Pattern PENDING = Pattern.compile("name=\"pending\"[^>]*value=\"([^\"]+)\"");

    @TestHTTPResource
    URI service;

    @TempDir
    Path folder;

    @Test
    void python() throws Exception {
        assumeTrue(runs("python3", "--version"), "python3 is not on this machine");
        servesASignInPage("python3", "python/server.py");
    }

    @Test
    void nodeWithExpress() throws Exception {
        assumeTrue(runs("node", "--version"), "node is not on this machine");
        assumeTrue(
                Files.exists(EXAMPLES.resolve("node-express/node_modules/express")),
                "express is not installed: run npm install in examples/node-express");
        servesASignInPage("node", "node-express/server.js");
    }

    private void servesASignInPage(String runtime, String script) throws Exception {
        Process process = process(List.of(runtime, EXAMPLES.resolve(script).toString()));
        try (BufferedReader output = process.inputReader()) {
            URI page = URI.create("http://127.0.0.1:" + port(output));
            Door door = oddPool();
            PoolUser user = plainUser(door);
            PoolUser careful = user(door, totp -> "SOFTWARE_TOKEN_MFA".equals(totp.challenge()));

            Response in = post(page, "/login", Map.of("email", email(user), "password", user.password()));
            assertThat(in.statusCode()).as(in.asString()).isEqualTo(303);
            assertThat(in.header("Location")).endsWith("/");
            assertThat(in.header("Set-Cookie")).startsWith("session=").contains("HttpOnly");

            Response wrong = post(page, "/login", Map.of("email", email(user), "password", "wrong"));
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.asString()).contains("not right");

            Response code = post(page, "/login", Map.of("email", email(careful), "password", careful.password()));
            Matcher pending = PENDING.matcher(code.asString());
            assertThat(pending.find()).as(code.asString()).isTrue();
            Response enroll = post(page, "/code", Map.of("pending", pending.group(1), "code", "123456"));
            assertThat(enroll.header("Location")).endsWith("/enroll-mfa");

            assertThat(post(page, "/forgot", Map.of("email", email(user))).statusCode())
                    .isEqualTo(200);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void nextJsHandsTheSessionToAuthKit() throws Exception {
        assumeTrue(runs("node", "--version"), "node is not on this machine");
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        // Stands in for AuthKit, which needs a running Next.js: shows what it would be given.
        Path authKit = Files.createDirectories(folder.resolve("node_modules/@workos-inc/authkit-nextjs"));
        Files.writeString(authKit.resolve("package.json"), "{\"type\":\"module\",\"exports\":\"./index.js\"}");
        Files.writeString(authKit.resolve("index.js"), """
                export async function saveSession(session) { console.log('saved', JSON.stringify(session)); }
                """);
        Files.copy(EXAMPLES.resolve("nextjs-authkit/app/login/route.js"), folder.resolve("route.mjs"));
        Files.writeString(folder.resolve("run.mjs"), """
                import { POST } from './route.mjs';
                const body = new URLSearchParams({ email: process.argv[2], password: process.argv[3] });
                const headers = { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'test' };
                const answer = await POST(new Request('http://app.example/login', { method: 'POST', body, headers }));
                console.log(answer.status, answer.headers.get('Location'));
                """);

        String in = output(process(List.of("node", folder + "/run.mjs", email(user), user.password())));

        assertThat(in)
                .contains("\"accessToken\":\"", "\"refreshToken\":\"", "\"externalId\":\"" + user.sub())
                .contains("303 http://app.example/");
        assertThat(output(process(List.of("node", folder + "/run.mjs", email(user), "wrong"))))
                .contains("401")
                .doesNotContain("saved");
    }

    @Test
    void quarkus() throws Exception {
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        EXAMPLES + "/java-quarkus/SignInPage.java");
        assertThat(compiled).isZero();
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        System.setProperty("portage.url", service.toString().replaceAll("/$", ""));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            Object page = loader.loadClass("SignInPage").getConstructor().newInstance();

            try (var in = login(page, email(user), user.password())) {
                assertThat(in.getStatus()).isEqualTo(303);
                NewCookie cookie = in.getCookies().get("session");
                assertThat(cookie.isHttpOnly()).isTrue();
                assertThat(cookie.getValue()).isNotBlank();
            }
            try (var wrong = login(page, email(user), "wrong")) {
                assertThat(wrong.getStatus()).isEqualTo(401);
            }
        } finally {
            System.clearProperty("portage.url");
        }
    }

    private static jakarta.ws.rs.core.Response login(Object page, String email, String password) throws Exception {
        return (jakarta.ws.rs.core.Response) page.getClass()
                .getMethod("login", String.class, String.class, String.class, String.class)
                .invoke(page, email, password, "203.0.113.8", "test");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process process(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PORTAGE_URL", service.toString().replaceAll("/$", ""));
        builder.environment().put("PORTAGE_SIGN_IN_TOKEN", token("sign-in"));
        builder.environment().put("PORT", "0");
        return builder.start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static int port(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The example did not start: " + said);
    }

    private static Response post(URI page, String path, Map<String, String> form) {
        return RestAssured.given()
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .formParams(form)
                .post(page + path);
    }
}
