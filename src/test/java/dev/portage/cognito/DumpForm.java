package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.CognitoUser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which a list of users comes as a dump. */
enum DumpForm {
    MERGED {
        @Override
        String write(List<CognitoUser> users, boolean isoDates) {
            return text(page(users, isoDates, null));
        }
    },
    PAGES {
        @Override
        String write(List<CognitoUser> users, boolean isoDates) {
            return pages(users, isoDates).stream().map(DumpForm::text).collect(Collectors.joining("\n\n"));
        }
    },
    ARRAY_OF_PAGES {
        @Override
        String write(List<CognitoUser> users, boolean isoDates) {
            return text(pages(users, isoDates));
        }
    },
    ARRAY_OF_USERS {
        @Override
        String write(List<CognitoUser> users, boolean isoDates) {
            return text(users.stream().map(user -> entry(user, isoDates)).toList());
        }
    };

    private static final int PAGE = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    abstract String write(List<CognitoUser> users, boolean isoDates);

    private static List<Map<String, Object>> pages(List<CognitoUser> users, boolean isoDates) {
        List<Map<String, Object>> pages = new ArrayList<>();
        for (int from = 0; from == 0 || from < users.size(); from += PAGE) {
            int to = Math.min(from + PAGE, users.size());
            pages.add(page(users.subList(from, to), isoDates, to < users.size() ? "token" + to : null));
        }
        return pages;
    }

    private static Map<String, Object> page(List<CognitoUser> users, boolean isoDates, @Nullable String token) {
        Map<String, Object> page = new LinkedHashMap<>();
        if (token != null) {
            page.put(isoDates ? "NextToken" : "PaginationToken", token);
        }
        page.put("Users", users.stream().map(user -> entry(user, isoDates)).toList());
        page.put("ResponseMetadata", Map.of("HTTPHeaders", Map.of("date", List.of("x")), "RetryAttempts", 0));
        return page;
    }

    private static Map<String, Object> entry(CognitoUser user, boolean isoDates) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(
                "Attributes",
                user.attributes().entrySet().stream()
                        .map(attribute -> Map.of("Name", attribute.getKey(), "Value", attribute.getValue()))
                        .toList());
        entry.put("Username", user.username());
        entry.put("UserCreateDate", date(user.createdAt(), isoDates));
        entry.put("UserLastModifiedDate", date(user.modifiedAt(), isoDates));
        entry.put("Enabled", user.enabled());
        entry.put("UserStatus", user.status());
        entry.put("MFAOptions", List.of(Map.of("DeliveryMedium", "SMS")));
        return entry;
    }

    private static @Nullable Object date(@Nullable Instant instant, boolean isoDates) {
        if (instant == null) {
            return null;
        }
        return isoDates
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(ZoneOffset.ofHours(-7)))
                : (Object) (instant.toEpochMilli() / 1000.0);
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
