package dev.portage.api;

import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST …/users/{sub}/password-reset}.
 *
 * @param force whether one who signs in through a provider only is mailed too
 */
@Schema(name = "UserResetRequest")
record OneUserResetRequest(
        @Nullable Boolean force, @Nullable Delivery delivery) {

    static Order order(String sub, @Nullable OneUserResetRequest request) {
        return Order.forOneUser(
                sub,
                request != null && Boolean.TRUE.equals(request.force()),
                request == null || request.delivery() == null ? Delivery.WORKOS : request.delivery());
    }
}
