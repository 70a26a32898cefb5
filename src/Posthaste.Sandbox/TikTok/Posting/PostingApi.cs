using System.Diagnostics;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>Takes the calls of the Content Posting API: lets faults strike, decides, answers, and keeps the ledger of what goes live.</summary>
internal sealed class PostingApi(SandboxState state, SandboxClock clock, TakePost takePost, AnswerDelivery delivery, CancellationToken stopping)
{
    public const string Creator = "/v2/post/publish/creator_info/query";
    public const string VideoInit = "/v2/post/publish/video/init";
    public const string InboxInit = "/v2/post/publish/inbox/video/init";
    public const string PhotoInit = "/v2/post/publish/content/init";
    public const string Status = "/v2/post/publish/status/fetch";

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var path in (string[])[Creator, VideoInit, InboxInit, PhotoInit, Status]) app.MapPost(path, HandleAsync);
        app.MapPut(UploadHost.Path, new UploadHost(state, clock, delivery, stopping).HandleAsync);
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (await PostingCall.ReadAsync(http.Request, clock.Now, http.RequestAborted) is not { } call)
        {
            await delivery.SendAsync(http, TikTokErrors.Param("The request body is malformed."), fault: null);
            return;
        }
        var admission = state.Run(world => Admit(world, call));
        TikTokAnswer answer;
        var fault = admission.Fault;
        if (admission.Refusal is { } refusal)
        {
            answer = refusal;
        }
        else if (fault is { Kind: not FaultKind.Slow })
        {
            answer = Of(fault);
        }
        else
        {
            if (fault is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (answer, fault, var begun) = state.Run(world => Decide(world, admission.Call with { ArrivedAt = clock.Now }, admission));
            if (begun is { Upload: null }) takePost.StartPull(begun);
        }
        if (!await delivery.SendAsync(http, answer, fault)) state.Run(_ => admission.Line?.Drop());
    }

    /// <summary>Who calls, what for, and whether a fault strikes before anything happens.</summary>
    private static Admission Admit(World world, PostingCall call)
    {
        var grant = world.TikTok.GrantOf(call.Bearer, call.ArrivedAt);
        var person = grant is null ? null : world.TikTok.Users[grant.OpenId];
        var number = world.TikTok.NextPostId();
        call = call with { PublishId = StartPublish.NewId(call, number), Grant = grant!, Person = person! };
        var account = person?.OpenId ?? "";
        var line = call.Step == Steps.Publish ? world.Ledger.ArrivePublish(account, call.PublishId, call.ArrivedAt) : null;
        var (kind, limit) = Pace(call, world.TikTok.Settings);
        var refusal = person is null ? TikTokErrors.BadToken()
            : world.TikTok.Rates.Take(call.Bearer, kind, limit, call.ArrivedAt) ? null
            : TikTokErrors.Rate();
        if (refusal is not null)
        {
            Enter(line, refusal, fault: null, accepted: false, made: null);
            return new(call, line, refusal, null);
        }
        var fault = world.Faults.Take(call.Step, account, FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, Of(fault), fault, accepted: false, made: null);
        return new(call, line, null, fault);
    }

    private static (string Kind, int Limit) Pace(PostingCall call, TikTokSettings settings) => call.Path switch
    {
        Creator => (Creator, settings.CreatorPerMinute),
        Status => (Status, settings.StatusPerMinute),
        // The pages give each init call a limit of its own.
        _ => (call.Path, settings.InitsPerMinute),
    };

    private static (TikTokAnswer Answer, Fault? Fault, FakePublish? Begun) Decide(World world, PostingCall call, Admission admission)
    {
        if (world.TikTok.GrantOf(call.Bearer, call.ArrivedAt) is not { } grant) return (TikTokErrors.BadToken(), null, null);
        call = call with { Grant = grant, Person = world.TikTok.Users[grant.OpenId] };
        var (answer, begun) = call.Path switch
        {
            Creator => (ReadCreator.Run(world, call), null),
            Status => (ReadPublishStatus.Run(world, call), null),
            VideoInit or InboxInit or PhotoInit => StartPublish.Run(world, call),
            _ => throw new UnreachableException(),
        };
        var fault = (string?)answer.Body?["error"]?["code"] == "ok" ? world.Faults.Take(call.Step, call.Person.OpenId, FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? Of(fault) : answer;
        Enter(admission.Line, told, fault ?? admission.Fault, accepted: begun is not null, begun?.Id);
        return (told, fault, begun);
    }

    private static void Enter(LedgerLine? line, TikTokAnswer told, Fault? fault, bool accepted, string? made)
    {
        var how = FaultAnswer.Told(fault);
        line?.Complete(new LedgerOutcome
        {
            Accepted = accepted,
            Answer = how,
            Status = how is LedgerAnswer.Dropped ? null : told.Status,
            ResultId = made,
            FaultId = fault?.Id,
        });
    }

    /// <summary>A fault's error has Meta's numbers; its status, message and type are kept, the type as TikTok's code.</summary>
    private static TikTokAnswer Of(Fault fault) => fault.Error is { } error
        ? TikTokAnswer.Failed(error.TypeOverride ?? "internal_error", error.Message, error.Status)
        : TikTokAnswer.Data(new JsonObject { ["publish_id"] = "" });

    /// <summary>What is known of a call before it takes effect.</summary>
    private sealed record Admission(PostingCall Call, LedgerLine? Line, TikTokAnswer? Refusal, Fault? Fault);
}
