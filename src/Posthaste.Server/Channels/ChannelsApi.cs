using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Events;
using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Server.Http;
using Posthaste.Server.Idempotency;
using Posthaste.Server.Posts;
using Posthaste.Server.Problems;
using Posthaste.Server.SignIn;
using Posthaste.Workspaces.Members;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Server.Channels;

/// <summary>Channels: the accounts that posts go out on.</summary>
internal static class ChannelsApi
{
    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        var channels = api.MapGroup("/channels").WithTags("Channels");

        channels.MapPost("/", ConnectAsync).Needs(Right.ManageChannels).WithName("ConnectChannel").WithSummary("Connects an account by its token, or gives a known one its new token.")
            .WithMetadata(new CommitsByItself()).Produces<ChannelResponse>(201).Produces<ChannelResponse>(200).Fails(403, 422, 502, 503);
        channels.MapGet("/", ListAsync).Needs(Right.Read).WithName("ListChannels").WithSummary("Lists channels by platform and name, disconnected ones too.");
        channels.MapGet("/{channelId:guid}", GetAsync).Needs(Right.Read).WithName("GetChannel").WithSummary("Reads a channel.").Fails(404);
        channels.MapPatch("/{channelId:guid}", RenameAsync).Needs(Right.ManageChannels).WithName("RenameChannel").WithSummary("Gives it the name that people see.").Fails(404, 422);
        channels.MapPut("/{channelId:guid}/automation", ChangeAutomationAsync).Needs(Right.ManageChannels).WithName("ChangeChannelAutomation")
            .WithSummary("Says how much goes out on it by itself; the rest is handed to people.").Fails(404, 422);
        channels.MapDelete("/{channelId:guid}", DisconnectAsync).Needs(Right.ManageChannels).WithName("DisconnectChannel").WithSummary("Forgets its token. Its history stays.").Fails(404, 409);
        channels.MapPost("/{channelId:guid}/pause", PauseAsync).Needs(Right.ManageChannels).WithName("PauseChannel").WithSummary("Stops it until it is resumed.").Fails(404, 409);
        channels.MapPost("/{channelId:guid}/resume", ResumeAsync).Needs(Right.ManageChannels).WithName("ResumeChannel").WithSummary("Lets posts go out again.").Fails(404, 409);
        channels.MapGet("/{channelId:guid}/health", GetHealthAsync).Needs(Right.Read).WithName("GetChannelHealth").WithSummary("Says how the access to the account stands, and which posts may outlive it.").Fails(404);
        channels.MapGet("/{channelId:guid}/posting-terms", GetPostingTermsAsync).Needs(Right.EditPosts).WithName("GetPostingTerms")
            .WithSummary("Asks the network what the account allows for a new post at this moment.").Fails(404, 409, 503);
        channels.MapPost("/{channelId:guid}/refresh-token", RefreshTokenAsync).Needs(Right.ManageChannels).WithName("RefreshChannelToken").WithSummary("Renews its token now, without waiting for its time.")
            .WithMetadata(new CommitsByItself()).Produces<ChannelHealthResponse>(200).Fails(404, 409, 503);
        channels.MapGet("/{channelId:guid}/history", ListHistoryAsync).Needs(Right.Read).WithName("ListChannelHistory").WithSummary("Lists what happened to it and to the access to its account, oldest first.").Fails(404);
        channels.MapGet("/{channelId:guid}/usage", GetUsageAsync).Needs(Right.Read).WithName("GetChannelUsage").WithSummary("Counts what was called for it in the last 24 hours, and says what its limits still allow.").Fails(404);
    }

    private static async Task<IResult> ConnectAsync(
        ConnectChannelRequest request, Caller caller, ConnectChannel connectChannel, IdempotentCommit commit, EngineClock clock, CancellationToken ct)
    {
        await commit.HashBodyAsync(ct);
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        // The platform is asked before any transaction. An account is one channel however often it is connected, so a
        // repetition after a crash right behind this has no second effect.
        return await connectChannel.RunAsync(request.For(caller.WorkspaceId), caller.Name, ct) switch
        {
            ConnectChannelResult.Connected connected => (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(Connected(connected, clock.Now)), ct))!,
            ConnectChannelResult.Refused refused => Refused(refused),
            ConnectChannelResult.PlanRequired { Needed: var needed } => new ApiProblem(403, PlanGate.Code, needed.Message),
            ConnectChannelResult.UnknownPlatform unknown => ApiProblem.ForField("platform", $"expected is one of {string.Join(", ", unknown.Known)}", 422, "unknown_platform"),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Ok<Page<ChannelResponse>>> ListAsync(Caller caller, IChannelStore channels, EngineClock clock, CancellationToken ct)
    {
        var found = await channels.ListAsync(caller.WorkspaceId, ct);
        return TypedResults.Ok(new Page<ChannelResponse>([.. found.Select(channel => ChannelResponse.From(channel, clock.Now))], NextCursor: null));
    }

    private static async Task<Results<Ok<ChannelResponse>, ApiProblem>> GetAsync(Guid channelId, Caller caller, IChannelStore channels, EngineClock clock, CancellationToken ct) =>
        await channels.FindAsync(caller.WorkspaceId, channelId, ct) is { } channel ? TypedResults.Ok(ChannelResponse.From(channel, clock.Now)) : ApiProblem.NotFound("channel");

    private static async Task<Results<Ok<ChannelResponse>, ApiProblem>> RenameAsync(
        Guid channelId, RenameChannelRequest request, Caller caller, RenameChannel renameChannel, EngineClock clock, CancellationToken ct)
    {
        var result = await renameChannel.RunAsync(caller.WorkspaceId, channelId, request.DisplayName, caller.Name, ct);
        return result is ChannelResult.Refused refused ? ApiProblem.ForField("displayName", refused.Message, 422, refused.Code) : Answer(result, clock);
    }

    private static async Task<Results<Ok<ChannelResponse>, ApiProblem>> ChangeAutomationAsync(
        Guid channelId, ChannelAutomationRequest request, Caller caller, ChangeAutomation changeAutomation, EngineClock clock, CancellationToken ct)
    {
        var result = await changeAutomation.RunAsync(caller.WorkspaceId, channelId, request.Automation, request.AutomatedPerDay, caller.Name, ct);
        return result is ChannelResult.Refused refused ? ApiProblem.ForField("automatedPerDay", refused.Message, 422, refused.Code) : Answer(result, clock);
    }

    private static async Task<Results<NoContent, ApiProblem>> DisconnectAsync(Guid channelId, Caller caller, DisconnectChannel disconnectChannel, CancellationToken ct) =>
        await disconnectChannel.RunAsync(caller.WorkspaceId, channelId, caller.Name, ct) switch
        {
            ChannelResult.Changed => TypedResults.NoContent(),
            ChannelResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message),
            ChannelResult.NotFound => ApiProblem.NotFound("channel"),
            _ => throw new UnreachableException(),
        };

    private static async Task<Results<Ok<ChannelResponse>, ApiProblem>> PauseAsync(Guid channelId, Caller caller, PauseChannel pauseChannel, EngineClock clock, CancellationToken ct) =>
        Answer(await pauseChannel.RunAsync(caller.WorkspaceId, channelId, caller.Name, ct), clock);

    private static async Task<Results<Ok<ChannelResponse>, ApiProblem>> ResumeAsync(Guid channelId, Caller caller, ResumeChannel resumeChannel, EngineClock clock, CancellationToken ct) =>
        Answer(await resumeChannel.RunAsync(caller.WorkspaceId, channelId, caller.Name, ct), clock);

    private static async Task<Results<Ok<Page<EventResponse>>, ApiProblem>> ListHistoryAsync(
        Guid channelId, Caller caller, IChannelStore channels, IEventLog events, CancellationToken ct) =>
        await channels.FindAsync(caller.WorkspaceId, channelId, ct) is { } channel
            ? TypedResults.Ok(new Page<EventResponse>([.. (await events.ListAsync(caller.WorkspaceId, channel.Id, ct)).Select(EventResponse.From)], NextCursor: null))
            : ApiProblem.NotFound("channel");

    private static async Task<Results<Ok<ChannelUsageResponse>, ApiProblem>> GetUsageAsync(Guid channelId, Caller caller, ReadChannelUsage readChannelUsage, CancellationToken ct) =>
        await readChannelUsage.RunAsync(caller.WorkspaceId, channelId, ct) is { } usage
            ? TypedResults.Ok(ChannelUsageResponse.From(usage))
            : ApiProblem.NotFound("channel");

    private static async Task<Results<Ok<ChannelHealthResponse>, ApiProblem>> GetHealthAsync(Guid channelId, Caller caller, ReadChannelHealth readChannelHealth, CancellationToken ct) =>
        await readChannelHealth.RunAsync(caller.WorkspaceId, channelId, ct) is { } health
            ? TypedResults.Ok(ChannelHealthResponse.From(health))
            : ApiProblem.NotFound("channel");

    private static async Task<Results<Ok<PostingTermsResponse>, ApiProblem>> GetPostingTermsAsync(Guid channelId, Caller caller, ReadPostingTerms readPostingTerms, CancellationToken ct) =>
        await readPostingTerms.RunAsync(caller.WorkspaceId, channelId, ct) switch
        {
            PostingTermsResult.Known known => TypedResults.Ok(PostingTermsResponse.From(known.Terms)),
            PostingTermsResult.Refused refused => new ApiProblem(409, "posting_refused", Sentence(refused.Error)),
            PostingTermsResult.Later later => new ApiProblem(503, "platform_unavailable", Sentence(later.Error)) { RetryAfter = later.RetryAfter > TimeSpan.Zero ? later.RetryAfter : TimeSpan.FromSeconds(30) },
            null => ApiProblem.NotFound("channel"),
            _ => throw new UnreachableException(),
        };

    private static async Task<IResult> RefreshTokenAsync(
        Guid channelId, Caller caller, IChannelStore channels, RenewToken renewToken, ReadChannelHealth readChannelHealth, IdempotentCommit commit, EngineClock clock, CancellationToken ct)
    {
        await commit.HashBodyAsync(ct);
        if (await commit.FindAsync(ct) is { } earlier) return earlier;
        if (await channels.FindAsync(caller.WorkspaceId, channelId, ct) is null) return ApiProblem.NotFound("channel");
        // The network is asked before any transaction. A repetition within the minute finds the token renewed and asks nobody.
        if (NotRefreshed(await renewToken.RunAsync(channelId, caller.Name, ct), clock) is { } problem) return problem;
        return await readChannelHealth.RunAsync(caller.WorkspaceId, channelId, ct) is { } health
            ? (IResult)(await commit.RunAsync(() => Task.FromResult<object?>(TypedResults.Ok(ChannelHealthResponse.From(health))), ct))!
            : ApiProblem.NotFound("channel");
    }

    /// <returns>Null where the token is new.</returns>
    private static ApiProblem? NotRefreshed(RenewalOutcome outcome, EngineClock clock) => outcome switch
    {
        RenewalOutcome.Renewed or RenewalOutcome.Superseded => null,
        RenewalOutcome.Failing failing => new ApiProblem(503, "platform_unavailable", $"{Sentence(failing.Error)} The access is what it was, and it is tried again by itself.")
        {
            RetryAfter = failing.RetryAt > clock.Now ? failing.RetryAt - clock.Now : TimeSpan.FromSeconds(1),
        },
        RenewalOutcome.Refused refused => new ApiProblem(409, "renewal_refused", Sentence(refused.Error)),
        RenewalOutcome.UnderWay => new ApiProblem(409, "renewal_under_way", "Another node is renewing this access right now. Read the channel's health in a moment."),
        RenewalOutcome.NotPossible impossible => new ApiProblem(409, impossible.Code, impossible.Message),
        RenewalOutcome.NotFound => ApiProblem.NotFound("channel"),
        _ => throw new UnreachableException(),
    };

    private static Results<Ok<ChannelResponse>, ApiProblem> Answer(ChannelResult result, EngineClock clock) => result switch
    {
        ChannelResult.Changed changed => TypedResults.Ok(ChannelResponse.From(changed.Channel, clock.Now)),
        ChannelResult.Refused refused => new ApiProblem(409, refused.Code, refused.Message),
        ChannelResult.NotFound => ApiProblem.NotFound("channel"),
        _ => throw new UnreachableException(),
    };

    private static IResult Connected(ConnectChannelResult.Connected connected, DateTimeOffset now)
    {
        var channel = ChannelResponse.From(connected.Channel, now);
        return connected.IsNew ? TypedResults.Created($"/api/v1/channels/{channel.Id}", channel) : TypedResults.Ok(channel);
    }

    private static ApiProblem Refused(ConnectChannelResult.Refused refused)
    {
        var sentence = Sentence(refused.Error);
        // Without a field at fault the platform could not be asked: sending the same again may work.
        return refused.Field is { } field
            ? ApiProblem.ForField(field, sentence, 422, "token_refused")
            : new ApiProblem(refused.Error.Kind is ErrorKind.RetryLater or ErrorKind.WaitUntil ? 503 : 502, "platform_unavailable", sentence)
            {
                RetryAfter = TimeSpan.FromSeconds(30),
            };
    }
    private static string Sentence(PlatformError error) => error.Advice is { } advice ? $"{error.Message} {advice}" : error.Message;
}
