using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Telegram;

/// <summary>Takes the calls to api.telegram.org: lets faults strike, decides, answers, and keeps a line of each.</summary>
internal sealed class TelegramApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, TelegramHooks hooks, CancellationToken stopping)
{
    /// <summary>An album may have ten files of 50 MB.</summary>
    private const long MaxBody = 512L << 20;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods($"/{{bot:{BotSegment.Name}}}/{{method}}", ["GET", "POST"], HandleAsync);
        app.MapGet($"/file/{{bot:{BotSegment.Name}}}/{{**path}}", Download);
    }

    private async Task HandleAsync(string bot, string method, HttpContext http)
    {
        var token = BotSegment.TokenOf(bot);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;
        var parameters = await GraphParams.ReadAsync(http.Request, http.RequestAborted);
        var files = await ReadFilesAsync(http, isRead: parameters is not null);
        var name = method.ToLowerInvariant();
        var known = state.Run(world => world.Telegram.Bots.GetValueOrDefault(token));
        var refusal = known is null ? Unauthorized(token) : parameters is null ? TelegramReply.Bad("can't parse request body") : null;
        if (refusal is not null)
        {
            await delivery.SendAsync(http, refusal, fault: null);
            return;
        }
        var call = new TelegramCall(known!, name, parameters!, files, clock.Now);
        var before = state.Run(world => world.Telegram.Faults.Take(name, isAfter: false));
        var reply = before is not null ? Of(before) : await DecideAsync(call, http.RequestAborted);
        var after = before is null && reply.IsOk ? state.Run(world => world.Telegram.Faults.Take(name, isAfter: true)) : null;
        if (after is not null) reply = Of(after);
        var lost = (before ?? after)?.OnTheWire();
        state.Run(world => world.Telegram.Calls.Add(new TelegramLine(
            world.Telegram.Calls.Count + 1, call.At, name, call.Params.Get("chat_id"), lost is null ? reply.Status : null, (string?)reply.Body["description"])));
        await delivery.SendAsync(http, reply, lost);
    }

    private async Task<TelegramReply> DecideAsync(TelegramCall call, CancellationToken gone)
    {
        if (call.Method == "getupdates")
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping);
            try
            {
                return await PollUpdates.RunAsync(state, clock, call, either.Token);
            }
            catch (OperationCanceledException)
            {
                return TelegramReply.Error(StatusCodes.Status503ServiceUnavailable, "Service Unavailable");
            }
        }
        var reply = state.Run(world => Decide(world.Telegram, call));
        if (call.Method == "setwebhook" && reply.IsOk) hooks.Kick(call.Bot);
        return reply;
    }

    private static TelegramReply Decide(TelegramWorld world, TelegramCall call) => call.Method switch
    {
        "getme" => GetMe(call.Bot),
        "sendmessage" => SendMessages.Text(world, call),
        "sendphoto" or "sendvideo" or "senddocument" => SendMessages.File(world, call),
        "sendmediagroup" => SendMessages.Album(world, call),
        "editmessagetext" or "editmessagecaption" or "editmessagereplymarkup" => EditMessages.Run(world, call),
        "answercallbackquery" => EditMessages.AnswerPress(world, call),
        "setwebhook" => Webhooks.Set(call),
        "deletewebhook" => Webhooks.Remove(call),
        "getwebhookinfo" => Webhooks.Show(call.Bot),
        "getfile" => GetFile(world, call),
        _ => TelegramReply.Error(StatusCodes.Status404NotFound, "Not Found: method not found"),
    };

    private static TelegramReply GetMe(FakeBot bot)
    {
        var me = bot.ToJson();
        (me["can_join_groups"], me["can_read_all_group_messages"], me["supports_inline_queries"]) = (true, !bot.HasPrivacy, false);
        return TelegramReply.Ok(me);
    }

    private static TelegramReply GetFile(TelegramWorld world, TelegramCall call)
    {
        if (world.Files.GetValueOrDefault(call.Params.Get("file_id") ?? "") is not { } file) return TelegramReply.Bad("invalid file_id");
        if (file.Bytes.Length > 20 << 20) return TelegramReply.Bad("file is too big");
        return TelegramReply.Ok(new JsonObject
        {
            ["file_id"] = file.Id,
            ["file_unique_id"] = $"AQAD{file.Id[^12..]}",
            ["file_size"] = file.Bytes.Length,
            ["file_path"] = file.Path,
        });
    }

    private IResult Download(string bot, string path) => state.Run(world =>
        world.Telegram.Bots.ContainsKey(BotSegment.TokenOf(bot)) && world.Telegram.Files.Values.LastOrDefault(file => file.Path == path) is { } file
            ? Results.Bytes(file.Bytes, file.ContentType)
            : Results.Json(new { ok = false, error_code = 404, description = "Not Found" }, statusCode: StatusCodes.Status404NotFound));

    private static async Task<IReadOnlyDictionary<string, SentFile>> ReadFilesAsync(HttpContext http, bool isRead)
    {
        var files = new Dictionary<string, SentFile>(StringComparer.Ordinal);
        if (!isRead || !http.Request.HasFormContentType) return files;
        foreach (var file in (await http.Request.ReadFormAsync(http.RequestAborted)).Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, http.RequestAborted);
            files[file.Name] = new SentFile(file.FileName, file.ContentType ?? "application/octet-stream", bytes.ToArray());
        }
        return files;
    }

    private static TelegramReply Unauthorized(string token) => TelegramReply.Error(StatusCodes.Status401Unauthorized,
        token.Split(':') is [var id, { Length: 35 }] && id.All(char.IsAsciiDigit) ? "Unauthorized" : "Unauthorized: invalid token specified");

    private static TelegramReply Of(MessengerFault fault) => fault.Kind switch
    {
        "rate_limited" => TelegramReply.TooMany((int)Math.Ceiling(fault.RetryAfter)),
        _ => TelegramReply.Error(fault.Status, fault.Status switch
        {
            400 => "Bad Request: ordered by the control API",
            403 => "Forbidden: ordered by the control API",
            502 => "Bad Gateway",
            _ => "Internal Server Error",
        }),
    };
}
