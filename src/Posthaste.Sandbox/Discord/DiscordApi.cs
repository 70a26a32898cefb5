using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Faults;

namespace Posthaste.Sandbox.Discord;

/// <summary>Webhooks as at discord.com, below <c>/api/v10/webhooks</c> and <c>/api/webhooks</c>.</summary>
internal sealed class DiscordApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery)
{
    /// <summary>Of one file; ten may come.</summary>
    private const int MaxFileBytes = 10 << 20;

    private const long MaxBody = 110L << 20;

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var start in (string[])["/api/v{version:int}/webhooks/{id}/{token}", "/api/webhooks/{id}/{token}"])
        {
            app.MapPost(start, (string id, string token, HttpContext http) => HandleAsync(http, id, token, "execute", null));
            app.MapGet(start, (string id, string token, HttpContext http) => HandleAsync(http, id, token, "get", null));
            app.MapDelete(start, (string id, string token, HttpContext http) => HandleAsync(http, id, token, "delete", null));
            foreach (var (method, step) in (ReadOnlySpan<(string, string)>)[("GET", "get_message"), ("PATCH", "edit_message"), ("DELETE", "delete_message")])
                app.MapMethods($"{start}/messages/{{messageId}}", [method], (string id, string token, string messageId, HttpContext http) => HandleAsync(http, id, token, step, messageId));
        }
    }

    private async Task HandleAsync(HttpContext http, string id, string token, string step, string? messageId)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        var (body, files, unread) = await ReadAsync(http.Request, http.RequestAborted);
        var call = new DiscordCall(step, messageId, body, files, http.Request.Query);
        var (reply, lost) = state.Run(world =>
        {
            var discord = world.Discord;
            var before = discord.Faults.Take(step, isAfter: false);
            var reply = before is not null ? Of(before) : unread ?? Decide(discord, id, token, call);
            var after = before is null && reply.IsOk ? discord.Faults.Take(step, isAfter: true) : null;
            if (after is not null) reply = Of(after);
            var lost = (before ?? after)?.OnTheWire();
            discord.Calls.Add(new DiscordLine(discord.Calls.Count + 1, clock.Now, step, id, lost is null ? reply.Status : null));
            return (reply, lost);
        });
        await delivery.SendAsync(http, reply, lost);
    }

    private DiscordReply Decide(DiscordWorld world, string id, string token, DiscordCall call)
    {
        if (world.Webhooks.GetValueOrDefault(id) is not { IsDeleted: false } webhook) return DiscordReply.UnknownWebhook();
        if (webhook.Token != token) return DiscordReply.Error(StatusCodes.Status401Unauthorized, 50027, "Invalid Webhook Token");
        var (limited, headers) = Limit(world, webhook);
        var reply = limited ?? call.Step switch
        {
            "get" => DiscordReply.Ok(webhook.ToJson()),
            "delete" => Delete(webhook),
            "execute" => Execute(world, webhook, call),
            _ => OnMessage(world, webhook, call),
        };
        return reply with { Headers = [.. reply.Headers, .. headers] };
    }

    private static DiscordReply Delete(FakeDiscordWebhook webhook)
    {
        webhook.IsDeleted = true;
        return DiscordReply.Nothing();
    }

    private DiscordReply Execute(DiscordWorld world, FakeDiscordWebhook webhook, DiscordCall call)
    {
        if (DiscordRules.Check(call.Body) is { } errors) return DiscordReply.Invalid(errors);
        if (DiscordRules.IsEmpty(call.Body, call.Files.Count)) return DiscordReply.Error(StatusCodes.Status400BadRequest, 50006, "Cannot send an empty message");
        if (webhook.IsForum && call.Body["thread_name"] is null && call.Query["thread_id"].Count == 0)
            return DiscordReply.Error(StatusCodes.Status400BadRequest, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id");
        var message = new DiscordMessage(world.NewId(), webhook.Id, clock.Now, []);
        world.Messages.Add(message with { Body = Shown(message, webhook, call) });
        return call.Query["wait"] == "true" ? DiscordReply.Ok(world.Messages[^1].Body.DeepClone()) : DiscordReply.Nothing();
    }

    private DiscordReply OnMessage(DiscordWorld world, FakeDiscordWebhook webhook, DiscordCall call)
    {
        var at = world.Messages.FindIndex(message => message.Id == call.MessageId && message.WebhookId == webhook.Id && !message.IsDeleted);
        if (at < 0) return DiscordReply.Error(StatusCodes.Status404NotFound, 10008, "Unknown Message");
        var message = world.Messages[at];
        switch (call.Step)
        {
            case "delete_message":
                world.Messages[at] = message with { IsDeleted = true };
                return DiscordReply.Nothing();
            case "edit_message":
                if (DiscordRules.Check(call.Body) is { } errors) return DiscordReply.Invalid(errors);
                var body = message.Body.DeepClone().AsObject();
                foreach (var name in (string[])["content", "embeds", "components"])
                    if (call.Body.ContainsKey(name)) body[name] = call.Body[name]?.DeepClone();
                body["edited_timestamp"] = Iso(clock.Now);
                world.Messages[at] = message = message with { Body = body, EditedAt = clock.Now };
                break;
        }
        return DiscordReply.Ok(message.Body.DeepClone());
    }

    private static JsonObject Shown(DiscordMessage message, FakeDiscordWebhook webhook, DiscordCall call) => new()
    {
        ["id"] = message.Id,
        ["type"] = 0,
        ["content"] = call.Body["content"]?.DeepClone() ?? "",
        ["channel_id"] = webhook.ChannelId,
        ["author"] = new JsonObject { ["id"] = webhook.Id, ["username"] = call.Body["username"]?.DeepClone() ?? webhook.Name, ["bot"] = true, ["discriminator"] = "0000", ["avatar"] = null },
        ["attachments"] = new JsonArray([.. call.Files.Select((file, i) => new JsonObject { ["id"] = $"{i}", ["filename"] = file.FileName, ["size"] = file.Length })]),
        ["embeds"] = call.Body["embeds"]?.DeepClone() ?? new JsonArray(),
        ["components"] = call.Body["components"]?.DeepClone() ?? new JsonArray(),
        ["mentions"] = new JsonArray(),
        ["mention_roles"] = new JsonArray(),
        ["mention_everyone"] = false,
        ["pinned"] = false,
        ["tts"] = false,
        ["timestamp"] = Iso(message.At),
        ["edited_timestamp"] = null,
        ["flags"] = 0,
        ["webhook_id"] = webhook.Id,
    };

    /// <summary>Counts the call against the webhook's limit.</summary>
    private (DiscordReply? Refusal, IReadOnlyList<(string, string)> Headers) Limit(DiscordWorld world, FakeDiscordWebhook webhook)
    {
        var (most, window, now) = (world.Settings.CallsPerWindow, TimeSpan.FromSeconds(world.Settings.WindowSeconds), clock.Now);
        webhook.Recent.RemoveAll(at => at <= now - window);
        var left = webhook.Recent.Count == 0 ? window : webhook.Recent[0] + window - now;
        var isOver = webhook.Recent.Count >= most;
        if (!isOver) webhook.Recent.Add(now);
        var headers = new List<(string, string)>
        {
            ("X-RateLimit-Limit", Text(most)),
            ("X-RateLimit-Remaining", Text(Math.Max(0, most - webhook.Recent.Count))),
            ("X-RateLimit-Reset", Text((now + left).ToUnixTimeMilliseconds() / 1000.0)),
            ("X-RateLimit-Reset-After", Text(Math.Round(left.TotalSeconds, 3))),
            ("X-RateLimit-Bucket", "sandboxd41d8cd98f00b204e9800998e"),
        };
        return (isOver ? TooMany(left.TotalSeconds) : null, headers);
    }

    private static DiscordReply TooMany(double seconds) => new(
        StatusCodes.Status429TooManyRequests, new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = Math.Round(seconds, 3), ["global"] = false })
    {
        Headers = [("Retry-After", Text(Math.Ceiling(seconds))), ("X-RateLimit-Scope", "user")],
    };

    private static DiscordReply Of(MessengerFault fault) => fault.Kind == "rate_limited"
        ? TooMany(fault.RetryAfter)
        : new DiscordReply(fault.Status, new JsonObject { ["message"] = $"{fault.Status}: ordered by the control API", ["code"] = 0 });

    /// <summary>A JSON body, or a multipart one whose <c>payload_json</c> is it.</summary>
    private static async Task<(JsonObject Body, IReadOnlyList<IFormFile> Files, DiscordReply? Refusal)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsDelete(request.Method)) return ([], [], null);
        try
        {
            if (!request.HasFormContentType)
                return await JsonNode.ParseAsync(request.Body, cancellationToken: ct) is JsonObject body ? (body, [], null) : Unread();
            var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxBody }, ct);
            if (form.Files.Any(file => file.Length > MaxFileBytes)) return ([], [], DiscordReply.Error(StatusCodes.Status413PayloadTooLarge, 40005, "Request entity too large"));
            if (form["payload_json"].ToString() is { Length: > 0 } payload) return JsonNode.Parse(payload) is JsonObject json ? (json, [.. form.Files], null) : Unread();
            return (new JsonObject(form.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value.ToString()))), [.. form.Files], null);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return Unread();
        }

        static (JsonObject, IReadOnlyList<IFormFile>, DiscordReply?) Unread() =>
            ([], [], DiscordReply.Error(StatusCodes.Status400BadRequest, 50109, "The request body contains invalid JSON."));
    }

    private static string Iso(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Step">What faults go by: <c>execute</c>, <c>get</c>, <c>delete</c>, <c>get_message</c>, <c>edit_message</c>, <c>delete_message</c>.</param>
internal sealed record DiscordCall(string Step, string? MessageId, JsonObject Body, IReadOnlyList<IFormFile> Files, IQueryCollection Query);
