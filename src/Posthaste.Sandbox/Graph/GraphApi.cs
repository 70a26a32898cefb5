using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Images;
using Posthaste.Sandbox.Ledger;
using Posthaste.Sandbox.Login;
using Posthaste.Sandbox.Publishing;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Graph;

/// <summary>Takes every request that is not for the sandbox's own pages: reads it, lets faults strike, decides it, answers.</summary>
internal sealed class GraphApi(
    SandboxState state, SandboxClock clock, ImageFetch fetch, VideoIntakes videos, TokenApi tokens, AnswerDelivery delivery, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http)
    {
        GraphParams? parameters;
        try
        {
            parameters = await GraphParams.ReadAsync(http.Request, http.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            await delivery.SendAsync(http, Plain(GraphErrors.Parameter(e.Message) with { Status = e.StatusCode }), fault: null);
            return;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller left before the whole call was here: it never reached the platform.
            return;
        }
        if (GraphCall.From(http.Request, parameters ?? new GraphParams(), clock.Now) is not { } call)
            await delivery.SendAsync(http, Plain(GraphErrors.UnknownPath(GraphCall.UnknownPart(http.Request))), fault: null);
        else if (parameters is null)
            await delivery.SendAsync(http, Plain(GraphErrors.BadBody()), fault: null);
        else if (TokenRoutes.Find(call) is { } route)
            await tokens.HandleAsync(http, call, route);
        else
            await HandleAsync(http, call);
    }

    private async Task HandleAsync(HttpContext http, GraphCall call)
    {
        var admission = state.Run(world => Admit(world, call));
        call = admission.Call;
        Decision decision;
        if (admission.Refusal is { } refusal)
        {
            decision = new(refusal, Fault: null);
        }
        else if (admission.Fault is { Kind: not FaultKind.Slow } fault)
        {
            decision = new(FaultAnswer.Of(fault, call), fault);
        }
        else
        {
            // A slow call goes on when its caller has left: that is how an outcome becomes unknown.
            if (admission.Fault is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            var fetched = await FetchAsync(admission, call);
            decision = state.Run(world => Decide(world, admission, call with { ArrivedAt = clock.Now }, fetched));
            if (decision.ToFetch is { } container) videos.StartFetch(container);
        }
        var sent = await delivery.SendAsync(http, Reply(call, admission, decision.Answer), decision.Fault);
        if (!sent) state.Run(_ => admission.Line?.Drop());
    }

    /// <summary>Who calls, what for, and whether a fault strikes before anything happens.</summary>
    private static Admission Admit(World world, GraphCall call)
    {
        var settings = world.Settings;
        var token = call.TokenValue is null ? null : world.Tokens.GetValueOrDefault(call.TokenValue);
        var tokenError = (call.TokenValue, token) switch
        {
            (null, _) => GraphErrors.NoToken(),
            (_, null) => TokenErrors.Unknown(settings.TokenErrorStatus),
            _ => TokenErrors.Check(token, call.ArrivedAt, settings.TokenErrorStatus),
        };
        call = call with { Login = token?.Login ?? LoginProduct.Instagram };
        var account = token is null ? null : TokenReach.AccountFor(world, token, call.NodeId);
        var accountId = account?.Id ?? call.NodeId;
        var route = token is null || tokenError is not null ? null : GraphRoutes.Find(world, call, token);
        var step = route?.Step ?? GraphRoutes.StepOf(call);

        world.Calls.Note(accountId, step, call.ArrivedAt);
        var line = step switch
        {
            Steps.Publish => world.Ledger.ArrivePublish(accountId, call.Params.Get("creation_id"), call.ArrivedAt),
            Steps.Comment => world.Ledger.ArriveComment(accountId, call.NodeId, call.ArrivedAt),
            _ when OAuthLedger.Keeps(step) => world.OAuth.Arrive(new LedgerOAuthCall
            {
                ArrivedAt = call.ArrivedAt,
                Step = step,
                ClientId = token?.ClientId,
                AccountId = account?.Id,
                Token = call.TokenValue,
            }),
            _ => null,
        };
        var usage = account is null ? null : world.UsageOf(account, call.ArrivedAt);
        var appPercent = world.Calls.AppPercent(settings.AppCallLimit, TimeSpan.FromSeconds(settings.AppCallWindowSeconds), call.ArrivedAt);
        var admission = new Admission(call, accountId, step, line, usage, appPercent) { Language = settings.Language };

        var refusal = tokenError ?? SecretProof.Check(world, token!, call) ?? (appPercent >= 100 ? GraphErrors.AppLimit() : usage is { IsUsedUp: true } ? GraphErrors.AccountLimit() : TokenScopes.Check(token!, step));
        if (refusal is not null)
        {
            Enter(line, refusal, fault: null, accepted: false);
            return admission with { Refusal = refusal };
        }
        var fault = world.Faults.Take(step, accountId, FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, FaultAnswer.Of(fault, call), fault, accepted: false);
        return admission with { Fault = fault };
    }

    /// <summary>The call takes effect, and in the same moment it is settled what its caller will hear. What the call is about is
    /// looked up again: a slow fault or a fetch lies between, and the sandbox may even have been reset.</summary>
    private static Decision Decide(World world, Admission admission, GraphCall call, FetchedMedia? fetched)
    {
        var effectsBefore = world.Ledger.Effects + world.OAuth.Effects;
        var answer = world.Tokens.GetValueOrDefault(call.TokenValue!) is { } token
            ? GraphRoutes.Find(world, call, token).Run(world, call, fetched)
            : TokenErrors.Unknown(world.Settings.TokenErrorStatus);
        var accepted = world.Ledger.Effects + world.OAuth.Effects > effectsBefore;
        var fault = answer.Error is null ? world.Faults.Take(admission.Step, admission.AccountId, FaultWhen.After) : null;
        Enter(admission.Line, answer, fault ?? admission.Fault, accepted, call);
        var created = admission.Step == Steps.Create && (string?)answer.Body?["id"] is { } id ? world.Containers.GetValueOrDefault(id) : null;
        return new(fault is { Kind: FaultKind.Error } ? FaultAnswer.Of(fault, call) : answer, fault)
        {
            ToFetch = created is { Intake.Url: not null } ? created : null,
        };
    }

    /// <param name="line">Null for all calls but publishes, comments and those about tokens.</param>
    /// <param name="answer">What the platform says, before a fault after the effect replaces it.</param>
    /// <param name="fault">What strikes the call.</param>
    /// <param name="accepted">Whether this call made a post or a comment, gave out a token or revoked one.</param>
    /// <param name="call">Null where the call had no chance to take effect.</param>
    private static void Enter(LedgerLine? line, GraphAnswer answer, Fault? fault, bool accepted, GraphCall? call = null)
    {
        if (line is null) return;
        var told = fault is { Kind: FaultKind.Error } && call is not null ? FaultAnswer.Of(fault, call) : answer;
        var how = FaultAnswer.Told(fault);
        line.Complete(new LedgerOutcome
        {
            Accepted = accepted,
            Answer = how,
            Status = how is LedgerAnswer.Dropped ? null : told.Error?.Status ?? 200,
            Code = told.Error?.Code,
            Subcode = told.Error?.Subcode,
            ResultId = call is null ? null : (string?)(answer.Body?["id"] ?? answer.Body?["access_token"]),
            FaultId = fault?.Id,
        });
    }

    private async Task<FetchedMedia?> FetchAsync(Admission admission, GraphCall call)
    {
        if (admission.Step != Steps.Create || DraftRules.Check(call.Params, call.Login).Draft?.ImageUrl is not { } url) return null;
        var limit = TimeSpan.FromSeconds(state.Run(world => world.Settings.FetchTimeoutSeconds));
        return await fetch.RunAsync(url, limit, stopping);
    }

    private static GraphReply Plain(GraphError error) => new(error, LoginProduct.Instagram, GraphCall.NewestVersion, [], NewIds.Trace());

    private static GraphReply Reply(GraphCall call, Admission admission, GraphAnswer answer)
    {
        if (answer.Error is { } error) answer = UserTexts.In(admission.Language, error);
        var usage = admission.Usage is null ? [] : UsageHeaders.Of(admission.AccountId, admission.AppPercent, admission.Usage);
        return new(answer, call.Login, call.Version, usage, NewIds.Trace());
    }

    /// <summary>What is known of a call before it takes effect.</summary>
    private sealed record Admission(
        GraphCall Call, string AccountId, string Step, LedgerLine? Line, FakeUsage? Usage, int AppPercent)
    {
        public required UserLanguage Language { get; init; }

        public GraphError? Refusal { get; init; }

        public Fault? Fault { get; init; }
    }

    private sealed record Decision(GraphAnswer Answer, Fault? Fault)
    {
        /// <summary>A container whose video is to be fetched.</summary>
        public FakeContainer? ToFetch { get; init; }
    }
}
