package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** ListUserPools, DescribeUserPool and ListGroups. */
final class PoolDescriptions {

    private static final Instant CREATED = Instant.parse("2019-12-01T00:00:00Z");

    private static final String FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:sandbox-";

    private final CognitoState state;
    private final SandboxClock clock;

    PoolDescriptions(CognitoState state, SandboxClock clock) {
        this.state = state;
        this.clock = clock;
    }

    ObjectNode listUserPools(Call call) {
        Params params = Params.of(call, Set.of("MaxResults", "NextToken"));
        if (params.text("MaxResults") == null) {
            params.required("MaxResults");
        }
        int limit = params.limit("MaxResults", 60);
        return page(
                params,
                limit,
                limit,
                "UserPools",
                List.copyOf(state.pools().values()),
                (pool, json) -> summary(pool, json));
    }

    private static void summary(Pool pool, ObjectNode json) {
        json.put("Id", pool.id())
                .put("Name", "sandbox " + pool.id())
                .put("CreationDate", PoolUser.epoch(CREATED))
                .put("LastModifiedDate", PoolUser.epoch(CREATED));
        ObjectNode lambda = json.putObject("LambdaConfig");
        for (String trigger : pool.wanted().triggers()) {
            String function = FUNCTIONS + trigger;
            switch (trigger) {
                // A function of its own, which says which version of the event it takes.
                case "CustomSMSSender", "CustomEmailSender" -> {
                    lambda.putObject(trigger).put("LambdaVersion", "V1_0").put("LambdaArn", function);
                    lambda.put("KMSKeyID", "arn:aws:kms:us-east-1:123456789012:key/sandbox");
                }
                case "PreTokenGenerationConfig" ->
                    lambda.putObject(trigger).put("LambdaVersion", "V2_0").put("LambdaArn", function);
                default -> lambda.put(trigger, function);
            }
        }
    }

    ObjectNode describeUserPool(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId"));
        Pool pool = state.pool(params.required("UserPoolId"));
        ObjectNode answer = Json.object();
        ObjectNode json = answer.putObject("UserPool");
        summary(pool, json);
        String mfa = pool.wanted().mfaConfiguration();
        // The real number is refreshed every few hours only: a hint, here slightly too small.
        json.put("EstimatedNumberOfUsers", pool.users().count() * 99 / 100)
                .put("MfaConfiguration", mfa == null ? "OPTIONAL" : mfa)
                .put("DeletionProtection", "INACTIVE")
                .put("UserPoolTier", "ESSENTIALS")
                .put("Arn", "arn:aws:cognito-idp:us-east-1:123456789012:userpool/" + pool.id());
        json.putArray("UsernameAttributes").add("email").add("phone_number");
        json.putArray("AutoVerifiedAttributes").add("email");
        json.putObject("UsernameConfiguration").put("CaseSensitive", true);
        ObjectNode policies = json.putObject("Policies");
        policies.putObject("PasswordPolicy")
                .put("MinimumLength", 6)
                .put("RequireUppercase", false)
                .put("RequireLowercase", false)
                .put("RequireNumbers", false)
                .put("RequireSymbols", false)
                .put("TemporaryPasswordValidityDays", 7);
        ArrayNode factors = policies.putObject("SignInPolicy").putArray("AllowedFirstAuthFactors");
        List<String> firstFactors = pool.wanted().firstFactors();
        (firstFactors == null ? List.of("PASSWORD") : firstFactors).forEach(factors::add);
        schema(json.putArray("SchemaAttributes"));
        return answer;
    }

    private static void schema(ArrayNode schema) {
        Consumer<String> text = name -> schema.addObject()
                .put("Name", name)
                .put("AttributeDataType", "String")
                .put("DeveloperOnlyAttribute", false)
                .put("Mutable", !name.equals("sub"))
                .put("Required", name.equals("sub"));
        List<String> names = new ArrayList<>(List.of(
                "sub",
                "identities",
                "given_name",
                "family_name",
                "email",
                "phone_number",
                "custom:plan",
                "custom:tenant",
                "custom:notes"));
        for (int i = 1; i <= 10; i++) {
            names.add("custom:field" + i);
        }
        names.forEach(text);
        for (String name : List.of("email_verified", "phone_number_verified")) {
            schema.addObject()
                    .put("Name", name)
                    .put("AttributeDataType", "Boolean")
                    .put("DeveloperOnlyAttribute", false)
                    .put("Mutable", true)
                    .put("Required", false);
        }
    }

    ObjectNode listGroups(Call call) {
        Params params = Params.of(call, Set.of("UserPoolId", "Limit", "NextToken"));
        Pool pool = state.pool(params.required("UserPoolId"));
        int limit = params.limit("Limit", 60);
        return page(params, limit, Objects.hash(pool.id(), limit), "Groups", pool.groups(), (group, json) -> {
            json.put("GroupName", group.name())
                    .put("UserPoolId", pool.id())
                    .put("Description", group.description())
                    .put("CreationDate", PoolUser.epoch(CREATED))
                    .put("LastModifiedDate", PoolUser.epoch(CREATED));
            // A group without one has no such field.
            if (group.precedence() != null) {
                json.put("Precedence", group.precedence());
            }
        });
    }

    /** Writes one item of a list. */
    interface Writer<T> {
        void write(T item, ObjectNode json);
    }

    <T> ObjectNode page(Params params, int limit, int parameters, String listName, List<T> items, Writer<T> writer) {
        PageToken token = PageToken.read(params.text("NextToken"), parameters, clock.nanos(), Duration.ofHours(1));
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(listName);
        int end = Math.min(items.size(), token.next() + limit);
        for (int i = token.next(); i < end; i++) {
            writer.write(items.get(i), list.addObject());
        }
        if (end < items.size()) {
            answer.put("NextToken", new PageToken(parameters, end, token.pages() + 1, clock.nanos()).text());
        }
        return answer;
    }
}
