using Posthaste.Sandbox.Telegram;

namespace Posthaste.Sandbox.Control;

/// <summary>The part of <c>/sandbox/telegram</c> that is about messages: what was sent, and what people do with it.</summary>
internal static class TelegramActs
{
    public static void MapTelegramActs(this IEndpointRouteBuilder api, SandboxState state, SandboxClock clock, TelegramHooks hooks)
    {
        api.MapPost("/chats/{id:long}/moves", (long id) => Move(state, clock, hooks, id));
        api.MapGet("/chats/{id:long}/messages", (long id) => state.Run(world => world.Telegram.Chats.GetValueOrDefault(id) is { } chat
            ? ControlJson.Ok(new { items = chat.Messages.Select(TelegramViews.Of).ToList() })
            : ControlJson.NotFound($"There is no chat {id}.")));
        api.MapPost("/chats/{id:long}/messages", (long id, HttpRequest request, CancellationToken ct) => WriteAsync(state, clock, hooks, id, request, ct));
        api.MapPost("/chats/{id:long}/presses", (long id, HttpRequest request, CancellationToken ct) => PressAsync(state, clock, hooks, id, request, ct));
        api.MapGet("/presses", () => ControlJson.Ok(new { items = state.Run(world => world.Telegram.Callbacks.Values.ToList()) }));
    }

    private static IResult Move(SandboxState state, SandboxClock clock, TelegramHooks hooks, long id)
    {
        var answer = state.Run(world =>
        {
            var telegram = world.Telegram;
            if (telegram.Chats.GetValueOrDefault(id) is not { Type: ChatType.Group, MovedTo: null } group) return ControlJson.Bad($"There is no group {id} that has not moved.");
            return ControlJson.Created(TelegramViews.Of(telegram.Move(group, TelegramWorld.DemoGroupId - telegram.Chats.Count, clock.Now)));
        });
        KickAll(state, hooks);
        return answer;
    }

    private static async Task<IResult> WriteAsync(SandboxState state, SandboxClock clock, TelegramHooks hooks, long id, HttpRequest request, CancellationToken ct)
    {
        var (order, problem) = await TelegramOrders.ReadAsync(request, new MessageOrder(), ct);
        if (order is null) return ControlJson.Bad(problem!);
        var answer = state.Run(world =>
        {
            var telegram = world.Telegram;
            if (telegram.Chats.GetValueOrDefault(id) is not { } chat) return ControlJson.NotFound($"There is no chat {id}.");
            if (!chat.Members.Contains(order.User)) return ControlJson.Bad($"{order.User} is not in that chat.");
            if (string.IsNullOrWhiteSpace(order.Text)) return ControlJson.Bad("text must be there.");
            if (order.ReplyTo is { } answered && chat.Find(answered) is null) return ControlJson.Bad($"There is no message {answered}.");
            return ControlJson.Created(TelegramViews.Of(telegram.Put(chat, messageId => new FakeMessage
            {
                Id = messageId,
                ChatId = id,
                FromId = order.User,
                At = clock.Now,
                Text = FormattedText.Plain(order.Text),
                ReplyTo = order.ReplyTo,
            })));
        });
        KickAll(state, hooks);
        return answer;
    }

    private static async Task<IResult> PressAsync(SandboxState state, SandboxClock clock, TelegramHooks hooks, long id, HttpRequest request, CancellationToken ct)
    {
        var (order, problem) = await TelegramOrders.ReadAsync(request, new PressOrder(), ct);
        if (order is null) return ControlJson.Bad(problem!);
        var answer = state.Run(world =>
        {
            var telegram = world.Telegram;
            if (telegram.Chats.GetValueOrDefault(id) is not { } chat) return ControlJson.NotFound($"There is no chat {id}.");
            if (!chat.Members.Contains(order.User)) return ControlJson.Bad($"{order.User} is not in that chat.");
            // As in the app: the last message with such a button, unless one is named.
            var found = chat.Messages.AsEnumerable().Reverse().Where(message => order.MessageId is null || message.Id == order.MessageId)
                .Select(message => (Message: message, Data: DataOf(message, order))).FirstOrDefault(pair => pair.Data is not null);
            return found.Data is null ? ControlJson.Bad("There is no such button.") : ControlJson.Created(telegram.Press(chat, found.Message, telegram.Users[order.User], found.Data, clock.Now));
        });
        KickAll(state, hooks);
        return answer;
    }

    private static string? DataOf(FakeMessage message, PressOrder order) =>
        TelegramViews.Buttons(message).FirstOrDefault(button => order.Data is not null ? button.Data == order.Data : button.Text == order.Button).Data;

    private static void KickAll(SandboxState state, TelegramHooks hooks)
    {
        foreach (var bot in state.Run(world => world.Telegram.Bots.Values.ToList())) hooks.Kick(bot);
    }

    private sealed record MessageOrder
    {
        public long User { get; init; } = TelegramWorld.DemoUserId;

        public string Text { get; init; } = "";

        public long? ReplyTo { get; init; }
    }

    private sealed record PressOrder
    {
        public long User { get; init; } = TelegramWorld.DemoUserId;

        public long? MessageId { get; init; }

        /// <summary>What stands on the button.</summary>
        public string? Button { get; init; }

        /// <summary>What is behind it, in place of what stands on it.</summary>
        public string? Data { get; init; }
    }
}
