using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Login;

/// <summary>Takes the calls an app makes in its own name: lets faults strike, decides, answers, and keeps the ledger.</summary>
internal sealed class TokenApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http, GraphCall call, TokenRoute route)
    {
        var admission = state.Run(world => Admit(world, call, route));
        GraphAnswer answer;
        var struck = admission.Fault;
        if (admission.Refusal is { } refusal)
        {
            answer = refusal;
        }
        else if (struck is { Kind: not FaultKind.Slow })
        {
            answer = FaultAnswer.Of(struck, call);
        }
        else
        {
            // A slow call goes on when its caller has left: the token is then good and nobody has it.
            if (struck is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (answer, struck) = state.Run(world => Decide(world, call with { ArrivedAt = clock.Now }, route, admission));
        }
        var reply = new GraphReply(answer, admission.Login, call.Version, [], NewIds.Trace());
        if (!await delivery.SendAsync(http, reply, struck)) state.Run(_ => admission.Line.Drop());
    }

    private static Admission Admit(World world, GraphCall call, TokenRoute route)
    {
        var about = route.TokenParameter is { } name ? call.Params.Get(name) ?? call.TokenValue : null;
        var token = about is null ? null : world.Tokens.GetValueOrDefault(about);
        var code = route.Step == Steps.Code && call.Params.Get("code") is { } value ? world.Codes.GetValueOrDefault(value) : null;
        var accountId = token?.AccountId ?? (code is { AccountIds: [var first, ..] } ? first : null);
        var clientId = call.Params.Get("client_id") ?? token?.ClientId;
        var login = clientId is not null && world.Apps.GetValueOrDefault(clientId) is { } app ? app.Login : token?.Login ?? LoginProduct.Facebook;

        world.Calls.Note(accountId ?? clientId ?? "", route.Step, call.ArrivedAt);
        var line = world.OAuth.Arrive(new LedgerOAuthCall { ArrivedAt = call.ArrivedAt, Step = route.Step, ClientId = clientId, AccountId = accountId, Token = about });
        var admission = new Admission(accountId ?? "", login, line);
        var appPercent = world.Calls.AppPercent(world.Settings.AppCallLimit, TimeSpan.FromSeconds(world.Settings.AppCallWindowSeconds), call.ArrivedAt);
        if (appPercent >= 100)
        {
            Enter(line, GraphErrors.AppLimit(), fault: null, accepted: false);
            return admission with { Refusal = GraphErrors.AppLimit() };
        }
        var fault = world.Faults.Take(route.Step, admission.AccountId, FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, FaultAnswer.Of(fault, call), fault, accepted: false);
        return admission with { Fault = fault };
    }

    private static (GraphAnswer Answer, Fault? Fault) Decide(World world, GraphCall call, TokenRoute route, Admission admission)
    {
        var effectsBefore = world.OAuth.Effects;
        var answer = route.Run(world, call with { Login = admission.Login });
        var fault = answer.Error is null ? world.Faults.Take(route.Step, admission.AccountId, FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? FaultAnswer.Of(fault, call) : answer;
        var made = (string?)(answer.Body?["access_token"] ?? (answer.Body?["data"] is JsonArray { Count: > 0 } data ? data[0]!["access_token"] : null));
        Enter(admission.Line, told, fault ?? admission.Fault, accepted: world.OAuth.Effects > effectsBefore, made);
        return (told, fault);
    }

    private static void Enter(LedgerLine line, GraphAnswer told, Fault? fault, bool accepted, string? made = null)
    {
        var how = FaultAnswer.Told(fault);
        line.Complete(new LedgerOutcome
        {
            Accepted = accepted,
            Answer = how,
            Status = how is LedgerAnswer.Dropped ? null : told.Error?.Status ?? 200,
            Code = told.Error?.Code,
            Subcode = told.Error?.Subcode,
            ResultId = made,
            FaultId = fault?.Id,
        });
    }

    private sealed record Admission(string AccountId, LoginProduct Login, LedgerLine Line)
    {
        public GraphError? Refusal { get; init; }

        public Fault? Fault { get; init; }
    }
}
