using Posthaste.Sandbox.Ledger;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Telegram;
using Posthaste.Sandbox.TikTok.Posting;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Control;

/// <summary>The sandbox's own API, below <c>/sandbox</c>; the README beside the project is its reference.</summary>
internal static class ControlApi
{
    public static void MapControl(this IEndpointRouteBuilder app, SandboxState state, SandboxClock clock, VideoIntakes videos, AppCallbacks callbacks, TelegramHooks hooks, TakePost takePost)
    {
        var api = app.MapGroup("/sandbox");
        api.MapGet("/clock", () => Clock(clock));
        api.MapPost("/clock", (HttpRequest request, CancellationToken ct) => AdvanceAsync(clock, request, ct));
        api.MapGet("/settings", () => ControlJson.Ok(state.Run(world => world.Settings)));
        api.MapPatch("/settings", (HttpRequest request, CancellationToken ct) => ChangeSettingsAsync(state, request, ct));
        api.MapGet("/ledger", (string? account) => ReadLedger(state, account));
        api.MapPost("/reset", () =>
        {
            state.Reset();
            return Results.NoContent();
        });
        api.MapPost("/settle", async (CancellationToken ct) => ControlJson.Ok(new { downloads = await videos.WaitAsync(ct) }));
        api.MapAccounts(state, clock);
        api.MapContainers(state, clock);
        api.MapFaults(state);
        api.MapApps(state);
        api.MapTikTok(state, clock, takePost);
        api.MapBluesky(state);
        api.MapMastodon(state);
        api.MapFacebook(state, clock);
        api.MapTelegram(state, clock, hooks);
        api.MapDiscord(state);
        api.MapRevocations(state, clock, callbacks);
        api.MapFallback("/{**path}", () => ControlJson.NotFound("The control API has no such path; see the README of Posthaste.Sandbox."));
    }

    private static IResult Clock(SandboxClock clock) => ControlJson.Ok(new { now = clock.Now, offsetSeconds = clock.Offset.TotalSeconds });

    private static async Task<IResult> AdvanceAsync(SandboxClock clock, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        var (move, bad) = ControlJson.Merge(new ClockMove(), body);
        if (move is null) return ControlJson.Bad(bad!);
        if (move.AdvanceSeconds is not (>= 0 and <= 315_360_000)) return ControlJson.Bad("advanceSeconds must be between 0 and ten years: the clock only runs forward.");
        clock.Advance(TimeSpan.FromSeconds(move.AdvanceSeconds));
        return Clock(clock);
    }

    private static async Task<IResult> ChangeSettingsAsync(SandboxState state, HttpRequest request, CancellationToken ct)
    {
        var (body, problem) = await ControlJson.ReadObjectAsync(request, ct);
        if (body is null) return ControlJson.Bad(problem!);
        return state.Run(world =>
        {
            var (settings, bad) = ControlJson.Merge(world.Settings, body);
            bad ??= settings is null ? null : ProblemOf(settings);
            if (bad is not null) return ControlJson.Bad(bad);
            world.Settings = settings!;
            if (body.ContainsKey("seed")) world.Faults.Seed(settings!.Seed);
            return ControlJson.Ok(settings!);
        });
    }

    private static string? ProblemOf(SandboxSettings settings)
    {
        double[] seconds =
        [
            settings.ImageProcessingSeconds, settings.VideoProcessingSeconds, settings.FetchTimeoutSeconds, settings.VideoFetchTimeoutSeconds,
            settings.FreshReadErrorSeconds, settings.MediaListLagSeconds, settings.CommentListLagSeconds, settings.StatusLagSeconds,
            settings.InsightsDelaySeconds, settings.AccountCallWindowSeconds, settings.AppCallWindowSeconds,
        ];
        if (seconds.Any(value => value is not (>= 0 and <= 31_536_000))) return "Seconds must be between 0 and a year.";
        if (settings.FetchTimeoutSeconds is 0 or > 86_400) return "fetchTimeoutSeconds must be above 0 and no more than a day.";
        if (settings.VideoFetchTimeoutSeconds is 0 or > 86_400) return "videoFetchTimeoutSeconds must be above 0 and no more than a day.";
        int[] counts = [settings.QuotaTotal, settings.ContainerLimit, settings.AccountCallLimit, settings.AppCallLimit];
        if (counts.Any(count => count < 0)) return "Limits must not be negative.";
        if (!IsAddressOrNull(settings.PermalinkBase)) return "permalinkBase must be an http or https address.";
        if (!IsAddressOrNull(settings.UploadBase)) return "uploadBase must be an http or https address.";
        return settings.TokenErrorStatus is >= 400 and <= 599 ? null : "tokenErrorStatus must be between 400 and 599.";
    }

    private static bool IsAddressOrNull(string? text) =>
        text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    private static IResult ReadLedger(SandboxState state, string? account) => state.Run(world =>
    {
        var id = account;
        if (account is not null)
        {
            if (world.AccountByIdOrName(account) is not { } found) return ControlJson.NotFound($"There is no account '{account}'.");
            id = found.Id;
        }
        LedgerCall[] calls = [.. world.Ledger.Calls.Where(call => id is null || call.AccountId == id)];
        LedgerPost[] posts = [.. world.Ledger.Posts.Where(post => id is null || post.AccountId == id)];
        LedgerCommentCall[] commentCalls = [.. world.Ledger.CommentCalls.Where(call => id is null || call.AccountId == id)];
        LedgerComment[] comments = [.. world.Ledger.Comments.Where(comment => id is null || comment.AccountId == id)];
        return ControlJson.Ok(new { calls, posts, commentCalls, comments, counts = world.Calls.Counts(id) });
    });

    private sealed record ClockMove
    {
        /// <summary>Must be sent: the default is out of bounds.</summary>
        public double AdvanceSeconds { get; init; } = -1;
    }
}
