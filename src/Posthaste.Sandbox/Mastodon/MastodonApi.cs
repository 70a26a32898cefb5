using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Mastodon;

/// <summary>Takes the calls of Mastodon's API: lets faults strike, decides, answers, and keeps the ledger of what goes live.</summary>
internal sealed class MastodonApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    private static readonly TimeSpan _fiveMinutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _halfHour = TimeSpan.FromMinutes(30);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/accounts/verify_credentials", http => HandleAsync(http, Steps.Account, "read:accounts", ShowStatuses.Account));
        app.MapGet("/api/v1/accounts/{id}/statuses", http => HandleAsync(http, Steps.MediaList, "read:statuses", ShowStatuses.List));
        app.MapGet("/api/v2/instance", http => HandleAsync(http, Steps.Other, null, ShowServer.Run));
        app.MapPost("/api/v2/media", http => HandleAsync(http, Steps.Upload, "write:media", TakeFile.Run));
        app.MapGet("/api/v1/media/{id}", http => HandleAsync(http, Steps.Status, "write:media", TakeFile.Show));
        app.MapPost("/api/v1/statuses", http => HandleAsync(http, Steps.Publish, "write:statuses", PostStatus.Run));
        app.MapGet("/api/v1/statuses/{id}", http => HandleAsync(http, Steps.Media, "read:statuses", ShowStatuses.One));
        app.MapDelete("/api/v1/statuses/{id}", http => HandleAsync(http, Steps.Other, "write:statuses", ShowStatuses.Delete));
        app.MapGet("/@{username}/{id}", (string username, string id) => state.Run(world => StatusPage.Show(world, username, id)));
    }

    /// <param name="http">The request.</param>
    /// <param name="step">A word of <see cref="Steps"/>.</param>
    /// <param name="scope">What the token must be allowed; null for a call that needs none.</param>
    /// <param name="decide">What the call does, once it may.</param>
    private async Task HandleAsync(HttpContext http, string step, string? scope, Func<World, MastodonCall, MastodonAnswer> decide)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var read = await MastodonCall.ReadAsync(http, step, clock.Now);
        var call = read ?? new MastodonCall { Step = step, Request = http.Request, ArrivedAt = clock.Now };
        var admission = state.Run(world => Admit(world, call, scope));
        var (answer, fault) = (admission.Answer, admission.Fault);
        // Half of an upload is nothing.
        if (fault is { Kind: FaultKind.Interrupt } interrupt) fault = interrupt with { Kind = FaultKind.Reset };
        if (answer is null)
        {
            if (fault is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (answer, fault) = read is null
                ? (MastodonAnswer.Failed(StatusCodes.Status400BadRequest, "The request body is malformed"), null)
                : state.Run(world => Decide(world, admission.Call with { ArrivedAt = clock.Now }, admission, decide));
        }
        if (!await delivery.SendAsync(http, answer with { Rate = admission.Rate }, fault)) state.Run(_ => admission.Line?.Drop());
    }

    /// <summary>Who calls, whether they may, and whether a fault strikes before anything happens.</summary>
    private static Admission Admit(World world, MastodonCall call, string? scope)
    {
        var token = call.Bearer is { } bearer ? world.Mastodon.Tokens.GetValueOrDefault(bearer) : null;
        var user = token is null ? null : world.Mastodon.Users.GetValueOrDefault(token.UserId);
        var line = call.Step == Steps.Publish ? world.Ledger.ArrivePublish(user?.Id ?? "", call.Key, call.ArrivedAt) : null;
        var rate = Count(world, call, user?.Id ?? "anybody");
        var refusal = rate.IsOver ? MastodonAnswer.Failed(StatusCodes.Status429TooManyRequests, "Too many requests") : Refuse(token, user, scope);
        if (refusal is not null) return Told(refusal, null);

        var fault = world.Faults.Take(call.Step, user?.Id ?? "", FaultWhen.Before);
        return fault is { Kind: not FaultKind.Slow } ? Told(Of(fault), fault) : new Admission(call with { User = user! }, line, rate, null, fault);

        Admission Told(MastodonAnswer answer, Fault? struck)
        {
            Enter(line, answer, struck, accepted: false, made: null);
            return new Admission(call, line, rate, answer, struck);
        }
    }

    private static MastodonRate Count(World world, MastodonCall call, string who)
    {
        var settings = world.Mastodon.Settings;
        var (kind, limit, length) = call switch
        {
            { Step: Steps.Upload } => ("files", settings.FilesPerHalfHour, _halfHour),
            { Request.Method: "DELETE" } => ("deletes", settings.DeletesPerHalfHour, _halfHour),
            _ => ("calls", settings.CallsPerFiveMinutes, _fiveMinutes),
        };
        return world.Mastodon.Rates.Take(who, kind, limit, length, call.ArrivedAt);
    }

    private static MastodonAnswer? Refuse(MastodonToken? token, FakeMastodonUser? user, string? scope)
    {
        if (scope is null) return null;
        if (token is null || user is null) return MastodonAnswer.Failed(StatusCodes.Status401Unauthorized, "The access token is invalid");
        if (token.IsRevoked) return MastodonAnswer.Failed(StatusCodes.Status401Unauthorized, "The access token was revoked");
        if (user.IsDisabled) return MastodonAnswer.Failed(StatusCodes.Status403Forbidden, "Your login is currently disabled");
        return token.Has(scope) ? null : MastodonAnswer.Failed(StatusCodes.Status403Forbidden, "This action is outside the authorized scopes");
    }

    private static (MastodonAnswer Answer, Fault? Fault) Decide(World world, MastodonCall call, Admission admission, Func<World, MastodonCall, MastodonAnswer> decide)
    {
        var before = world.Mastodon.Statuses.Count;
        var answer = decide(world, call);
        var fault = answer.IsOk ? world.Faults.Take(call.Step, call.User?.Id ?? "", FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? Of(fault) : answer;
        Enter(admission.Line, told, fault ?? admission.Fault, accepted: world.Mastodon.Statuses.Count > before, answer.IsOk ? (string?)(answer.Body as JsonObject)?["id"] : null);
        return (told, fault);
    }

    private static void Enter(LedgerLine? line, MastodonAnswer told, Fault? fault, bool accepted, string? made)
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
    private static MastodonAnswer Of(Fault fault) => fault.Error is { } error
        ? MastodonAnswer.Failed(error.Status, error.Message)
        : MastodonAnswer.Ok(new JsonObject { ["id"] = "" });

    /// <summary>What is known of a call before it takes effect.</summary>
    /// <param name="Answer">Set where it will take none.</param>
    private sealed record Admission(MastodonCall Call, LedgerLine? Line, MastodonRate Rate, MastodonAnswer? Answer, Fault? Fault);
}
