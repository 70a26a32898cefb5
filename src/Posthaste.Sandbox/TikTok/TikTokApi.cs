using System.Diagnostics;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.TikTok;

/// <summary>Takes the calls to open.tiktokapis.com: lets faults strike, decides, answers, and keeps the ledger of tokens.</summary>
internal sealed class TikTokApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v2/oauth/token", HandleAsync);
        app.MapPost("/v2/oauth/revoke", HandleAsync);
        app.MapGet("/v2/user/info", HandleAsync);
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (await GraphParams.ReadAsync(http.Request, http.RequestAborted) is not { } parameters)
        {
            await delivery.SendAsync(http, TikTokAnswer.Refused("invalid_request", "The request body is malformed."), fault: null);
            return;
        }
        var call = TikTokCall.From(http.Request, parameters, clock.Now);
        var (line, struck) = state.Run(world => Admit(world, call));
        TikTokAnswer answer;
        if (struck is { Kind: not FaultKind.Slow })
        {
            answer = Of(struck);
        }
        else
        {
            if (struck is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (answer, struck) = state.Run(world => Decide(world, call with { ArrivedAt = clock.Now }, line, struck));
        }
        if (!await delivery.SendAsync(http, answer, struck)) state.Run(_ => line?.Drop());
    }

    private static (LedgerLine? Line, Fault? Fault) Admit(World world, TikTokCall call)
    {
        var about = call.Step == Steps.Refresh ? call.Params.Get("refresh_token") : call.Step == Steps.Revoke ? call.Params.Get("token") : null;
        var line = !OAuthLedger.Keeps(call.Step) ? null : world.OAuth.Arrive(new LedgerOAuthCall
        {
            ArrivedAt = call.ArrivedAt,
            Step = call.Step,
            ClientId = call.Params.Get("client_key"),
            AccountId = null,
            Token = about,
        });
        var fault = world.Faults.Take(call.Step, "", FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, Of(fault), fault, accepted: false);
        return (line, fault);
    }

    private static (TikTokAnswer Answer, Fault? Fault) Decide(World world, TikTokCall call, LedgerLine? line, Fault? before)
    {
        var effectsBefore = world.OAuth.Effects;
        var answer = call.Step switch
        {
            Steps.Code => TikTokTokens.FromCode(world, call),
            Steps.Refresh => TikTokTokens.Refresh(world, call),
            Steps.Revoke => TikTokTokens.Revoke(world, call),
            Steps.Account => ReadTikTokUser.Run(world, call),
            _ => throw new UnreachableException(),
        };
        var fault = answer.IsOk ? world.Faults.Take(call.Step, "", FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? Of(fault) : answer;
        Enter(line, told, fault ?? before, world.OAuth.Effects > effectsBefore, (string?)answer.Body?["access_token"]);
        return (told, fault);
    }

    private static void Enter(LedgerLine? line, TikTokAnswer told, Fault? fault, bool accepted, string? made = null)
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

    /// <summary>A fault's error has Meta's words and codes; its status and message are kept.</summary>
    private static TikTokAnswer Of(Fault fault) => fault.Error is { } error
        ? TikTokAnswer.Refused("internal_error", error.Message, error.Status)
        : TikTokAnswer.Flat(new JsonObject());
}
