using System.Globalization;
using Posthaste.Sandbox.Telegram;

namespace Posthaste.Sandbox.Control;

/// <summary><c>/sandbox/telegram</c>: bots, people and chats, and what goes wrong.</summary>
internal static class TelegramControl
{
    public static void MapTelegram(this IEndpointRouteBuilder sandbox, SandboxState state, SandboxClock clock, TelegramHooks hooks)
    {
        var api = sandbox.MapGroup("/telegram");
        api.MapGet("", () => ControlJson.Ok(state.Run(world => TelegramViews.Of(world.Telegram))));
        api.MapPatch("/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapPost("/bots", (HttpRequest request, CancellationToken ct) => AddBotAsync(state, request, ct));
        api.MapDelete("/bots/{id:long}", (long id) => state.Run(world => world.Telegram.BotById(id) is { } bot && world.Telegram.Bots.Remove(bot.Token))
            ? Results.NoContent()
            : ControlJson.NotFound($"There is no bot {id}."));
        api.MapPost("/users", (HttpRequest request, CancellationToken ct) => AddUserAsync(state, request, ct));
        api.MapPost("/chats", (HttpRequest request, CancellationToken ct) => AddChatAsync(state, request, ct));
        api.MapPatch("/chats/{id:long}", (long id, HttpRequest request, CancellationToken ct) => ChangeChatAsync(state, id, request, ct));
        api.MapTelegramActs(state, clock, hooks);
        api.MapGet("/calls", () => ControlJson.Ok(new { items = state.Run(world => world.Telegram.Calls.ToList()) }));
        api.MapMessengerFaults(state, world => world.Telegram.Faults);
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Telegram.Settings, body);
            if (settings is null) return ControlJson.Bad(bad!);
            if (settings.ChatBurst < 1 || settings.GroupPerMinute < 1 || settings.CallbackLifeSeconds is not (>= 0 and <= 31_536_000)) return ControlJson.Bad("Limits must be above 0.");
            return ControlJson.Ok(world.Telegram.Settings = settings);
        });
    }

    private static async Task<IResult> AddBotAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (order, problem) = await TelegramOrders.ReadAsync(request, new BotOrder(), ct);
        if (order is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var telegram = world.Telegram;
            var id = TelegramWorld.DemoBotId + telegram.Bots.Count;
            while (telegram.BotById(id) is not null) id++;
            var token = order.Token ?? $"{id}:AA{NewIds.Random(33)}";
            if (token.Split(':') is not [var number, { Length: 35 }] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out id)) return ControlJson.Bad("token must be digits, a colon and 35 characters.");
            if (telegram.Bots.ContainsKey(token) || telegram.BotById(id) is not null) return ControlJson.Bad("There is a bot with that token or number.");
            var bot = new FakeBot { Id = id, Token = token, Name = order.Name ?? $"Bot {id}", Username = order.Username ?? $"sandbox_{id}_bot", HasPrivacy = order.HasPrivacy };
            telegram.Bots[token] = bot;
            foreach (var chat in telegram.Chats.Values) chat.Bots.Add(id);
            return ControlJson.Created(TelegramViews.Of(bot));
        });
    }

    private static async Task<IResult> AddUserAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var id = world.Telegram.Users.Keys.Max() + 1;
            var (user, bad) = ControlJson.Merge(new FakeTelegramUser { Id = id, FirstName = $"Person {id}" }, body);
            if (user is null) return ControlJson.Bad(bad!);
            if (user.Id is <= 0 or > 1L << 52) return ControlJson.Bad("id must be above 0.");
            return world.Telegram.Users.TryAdd(user.Id, user) ? ControlJson.Created(user) : ControlJson.Bad("The id is taken.");
        });
    }

    private static async Task<IResult> AddChatAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (order, problem) = await TelegramOrders.ReadAsync(request, new ChatOrder(), ct);
        if (order is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var telegram = world.Telegram;
            if (order.Members?.FirstOrDefault(member => !telegram.Users.ContainsKey(member)) is { } nobody and not 0) return ControlJson.Bad($"There is no person {nobody}.");
            var id = order.Id ?? (order.Type is ChatType.Group ? -4_000_000_000 : TelegramWorld.DemoGroupId) - telegram.Chats.Count;
            if (order.Type is ChatType.Private ? !telegram.Users.ContainsKey(id) : id >= 0) return ControlJson.Bad("id must be that of a person for a private chat, and negative for others.");
            if (telegram.Chats.ContainsKey(id)) return ControlJson.Bad("The id is taken.");
            var chat = new FakeChat { Id = id, Type = order.Type, Title = order.Type is ChatType.Private ? null : order.Title ?? $"Chat {id}" };
            if (order.Type is ChatType.Private) chat.Members.Add(id);
            else chat.Members.AddRange(order.Members ?? []);
            return ControlJson.Created(TelegramViews.Of(telegram.Add(chat)));
        });
    }

    private static async Task<IResult> ChangeChatAsync(SandboxState state, long id, HttpRequest request, CancellationToken ct)
    {
        var (order, problem) = await TelegramOrders.ReadAsync(request, new ChatChange(), ct);
        if (order is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            if (world.Telegram.Chats.GetValueOrDefault(id) is not { } chat) return ControlJson.NotFound($"There is no chat {id}.");
            chat.State = order.State ?? chat.State;
            chat.Title = order.Title ?? chat.Title;
            return ControlJson.Ok(TelegramViews.Of(chat));
        });
    }

    private sealed record BotOrder
    {
        public string? Token { get; init; }

        public string? Name { get; init; }

        public string? Username { get; init; }

        public bool HasPrivacy { get; init; } = true;
    }

    private sealed record ChatOrder
    {
        public long? Id { get; init; }

        public ChatType Type { get; init; } = ChatType.Supergroup;

        public string? Title { get; init; }

        public IReadOnlyList<long>? Members { get; init; }
    }

    private sealed record ChatChange
    {
        public ChatState? State { get; init; }

        public string? Title { get; init; }
    }
}
