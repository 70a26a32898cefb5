using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Facebook;

/// <summary>Takes the calls of Graph that are about Pages: lets faults strike, decides, answers, and keeps the ledger of what goes live.</summary>
internal sealed class FacebookApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.Map($"/{{version}}/{{id:{FacebookId.Name}}}/{{edge?}}", HandleAsync);
        app.MapGet("/pages/{page}/posts/{id}", (string page, string id) => state.Run(world => FacebookPages.Post(world, $"{page}_{id}")));
        app.MapGet($"/reel/{{id:{FacebookId.Name}}}", (string id) => state.Run(world => FacebookPages.Reel(world, id, clock.Now)));
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        if (await ReadAsync(http) is not { } call)
        {
            await delivery.SendAsync(http, Reply(GraphErrors.BadBody(), GraphCall.NewestVersion, []), fault: null);
            return;
        }
        var admission = state.Run(world => Admit(world, call));
        var (answer, fault) = (admission.Answer, admission.Fault);
        // Half of a picture is nothing.
        if (fault is { Kind: FaultKind.Interrupt } interrupt) fault = interrupt with { Kind = FaultKind.Reset };
        if (answer is null)
        {
            if (fault is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (answer, fault) = state.Run(world => Decide(world, admission.Call with { Graph = call.Graph with { ArrivedAt = clock.Now } }, admission));
        }
        if (!await delivery.SendAsync(http, Reply(answer, call.Graph.Version, admission.Usage), fault)) state.Run(_ => admission.Line?.Drop());
    }

    /// <returns>Null where the body is not what its content type says, or its path is none.</returns>
    private async Task<FacebookCall?> ReadAsync(HttpContext http)
    {
        try
        {
            if (await GraphParams.ReadAsync(http.Request, http.RequestAborted) is not { } parameters || GraphCall.From(http.Request, parameters, clock.Now) is not { } call) return null;
            var file = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted)).Files["source"] : null;
            if (file is null) return new FacebookCall(call with { Login = LoginProduct.Facebook }, null);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, http.RequestAborted);
            return new FacebookCall(call with { Login = LoginProduct.Facebook }, bytes.ToArray());
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Who calls, whether they may, and whether a fault strikes before anything happens.</summary>
    private static Admission Admit(World world, FacebookCall call)
    {
        var token = call.Graph.TokenValue is { } value ? world.Facebook.Tokens.GetValueOrDefault(value) : null;
        var page = token?.AccountId is { } id ? world.Facebook.Pages.GetValueOrDefault(id) : null;
        if (page is not null) call = call with { Page = page };
        var accountId = page?.Id ?? call.Graph.NodeId;
        world.Calls.Note(accountId, call.Step, call.ArrivedAt);
        var line = call.Step == Steps.Publish ? world.Ledger.ArrivePublish(accountId, call.Container, call.ArrivedAt) : null;
        IReadOnlyList<(string, string)> usage = page is null ? [] : UsageHeaders.Of(page.Id, 0, new FakeUsage(page.Usage, page.Usage / 2, page.Usage / 3, page.Usage >= 100 ? 5 : 0), "pages");
        if (call.Step == Steps.Debug) return new Admission(call, line, usage, Debug(world, call), null);

        var refusal = Refuse(world, call, token, page);
        if (refusal is not null) return Told(refusal, null);
        var fault = world.Faults.Take(call.Step, accountId, FaultWhen.Before);
        return fault is { Kind: not FaultKind.Slow } ? Told(FaultAnswer.Of(fault, call.Graph), fault) : new Admission(call, line, usage, null, fault);

        Admission Told(GraphAnswer answer, Fault? struck)
        {
            Enter(line, answer, struck, accepted: false, made: null);
            return new Admission(call, line, usage, answer, struck);
        }
    }

    private static GraphError? Refuse(World world, FacebookCall call, FakeToken? token, FakePage? page)
    {
        if (call.Graph.TokenValue is null) return GraphErrors.NoToken();
        if (token is null || page is null) return TokenErrors.Unknown(world.Settings.TokenErrorStatus);
        if (TokenErrors.Check(token, call.ArrivedAt, world.Settings.TokenErrorStatus) is { } dead) return dead;
        if (page.Usage >= 100) return PageErrors.Limit();
        return call.Scope is { } scope && token.Scopes?.Contains(scope) == false ? PageErrors.NoPermission(scope) : null;
    }

    private static (GraphAnswer Answer, Fault? Fault) Decide(World world, FacebookCall call, Admission admission)
    {
        var before = world.Ledger.Effects;
        var answer = Run(world, call);
        var fault = answer.Error is null ? world.Faults.Take(call.Step, call.Page.Id, FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? FaultAnswer.Of(fault, call.Graph) : answer;
        Enter(admission.Line, told, fault ?? admission.Fault, accepted: world.Ledger.Effects > before, answer.Error is null ? call.Text("video_id") ?? (string?)answer.Body?["id"] : null);
        return (told, fault);
    }

    private static GraphAnswer Run(World world, FacebookCall call)
    {
        var (id, page) = (call.Graph.NodeId, call.Page);
        if (id == "me" || id == page.Id)
        {
            return (call.Graph.Method, call.Graph.Edge) switch
            {
                ("GET", "") => ShowPages.Page(call),
                ("POST", "feed") => PostToFeed.Run(world, call),
                ("POST", "photos") => TakePhoto.Run(world, call),
                ("POST", "video_reels") => MakeReel.Run(world, call),
                ("GET", "feed" or "published_posts") => ShowPages.Posts(world, call),
                ("GET", "video_reels") => ShowPages.Reels(world, call),
                _ => GraphErrors.UnknownObject(call.Graph.Method, id),
            };
        }
        if (world.Facebook.FindPost(id) is { } post && post.PageId == page.Id && call.Graph.Edge == "")
            return call.Graph.Method == "DELETE" ? ShowPages.Delete(post) : ShowPages.Post(world, post, call);
        return world.Facebook.Reels.GetValueOrDefault(id) is { IsDeleted: false } reel && reel.PageId == page.Id && call.Graph.Edge == ""
            ? call.Graph.Method == "DELETE" ? ShowPages.Delete(reel) : ShowPages.Reel(world, reel, call)
            : GraphErrors.UnknownObject(call.Graph.Method, id);
    }

    /// <summary>What the platform knows of a Page's token.</summary>
    private static GraphAnswer Debug(World world, FacebookCall call)
    {
        var token = world.Facebook.Tokens.GetValueOrDefault(call.Text("input_token") ?? "");
        var isValid = token is not null && TokenErrors.Check(token, call.ArrivedAt, 400) is null;
        return new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "PAGE",
                ["is_valid"] = isValid,
                ["expires_at"] = token?.ExpiresAt?.ToUnixTimeSeconds() ?? 0,
                ["profile_id"] = token?.AccountId,
                ["scopes"] = new JsonArray([.. (token?.Scopes ?? []).Select(scope => JsonValue.Create(scope))]),
            },
        };
    }

    private static void Enter(LedgerLine? line, GraphAnswer told, Fault? fault, bool accepted, string? made)
    {
        var how = FaultAnswer.Told(fault);
        line?.Complete(new LedgerOutcome
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

    private static GraphReply Reply(GraphAnswer answer, string version, IReadOnlyList<(string, string)> usage) =>
        new(answer, LoginProduct.Facebook, version, usage, NewIds.Trace());

    /// <summary>What is known of a call before it takes effect.</summary>
    /// <param name="Answer">Set where it will take none.</param>
    private sealed record Admission(FacebookCall Call, LedgerLine? Line, IReadOnlyList<(string Name, string Value)> Usage, GraphAnswer? Answer, Fault? Fault);
}
