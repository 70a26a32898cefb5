using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>Takes the calls to a server of the AT Protocol: lets faults strike, decides, answers, and keeps the ledger of what goes live.</summary>
internal sealed class BlueskyApi(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public const string CreateSession = "com.atproto.server.createSession";
    public const string RefreshSession = "com.atproto.server.refreshSession";
    public const string ResolveHandle = "com.atproto.identity.resolveHandle";
    public const string UploadBlob = "com.atproto.repo.uploadBlob";
    public const string CreateRecord = "com.atproto.repo.createRecord";
    public const string GetRecord = "com.atproto.repo.getRecord";
    public const string ListRecords = "com.atproto.repo.listRecords";
    public const string DeleteRecord = "com.atproto.repo.deleteRecord";
    public const string GetBlob = "com.atproto.sync.getBlob";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet($"/xrpc/{GetBlob}", (string did, string cid) => state.Run(world => world.Bluesky.ByName(did)?.Blobs.GetValueOrDefault(cid)) is { } blob
            ? Results.Bytes(blob.Bytes, blob.ContentType)
            : Results.Json(XrpcReply.Refused("BlobNotFound", "Blob not found").Body, statusCode: StatusCodes.Status400BadRequest));
        app.MapMethods("/xrpc/{method}", [HttpMethods.Get, HttpMethods.Post], HandleAsync);
        app.MapGet("/profile/{who}/post/{rkey}", (string who, string rkey) => BlueskyPage.Show(state.Run(world => world.Bluesky.ByName(who)), rkey));
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        if (await XrpcCall.ReadAsync(http, state.Run(world => world.Bluesky.Settings.BlobBytes), clock.Now) is not { } call)
        {
            await delivery.SendAsync(http, XrpcReply.Refused("InvalidRequest", "Input must be an object"), fault: null);
            return;
        }
        var (line, fault) = state.Run(world => Admit(world, call));
        XrpcReply reply;
        if (fault is { Kind: not FaultKind.Slow })
        {
            reply = Of(fault);
        }
        else
        {
            if (fault is { } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            (reply, fault) = state.Run(world => Decide(world, call with { ArrivedAt = clock.Now }, line, fault));
        }
        if (!await delivery.SendAsync(http, reply, fault)) state.Run(_ => line?.Drop());
    }

    private static (LedgerLine? Line, Fault? Fault) Admit(World world, XrpcCall call)
    {
        var account = AccountOf(world, call);
        var line = call.Method == CreateRecord ? world.Ledger.ArrivePublish(account, call.Text("rkey"), call.ArrivedAt) : null;
        var fault = world.Faults.Take(call.Step, account, FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, Of(fault), fault, made: null);
        return (line, fault);
    }

    private static (XrpcReply Reply, Fault? Fault) Decide(World world, XrpcCall call, LedgerLine? line, Fault? before)
    {
        var reply = call.Method switch
        {
            CreateSession => SessionMethods.Create(world.Bluesky, call),
            RefreshSession => SessionMethods.Refresh(world.Bluesky, call),
            ResolveHandle => SessionMethods.Resolve(world.Bluesky, call),
            UploadBlob => RepoMethods.Upload(world.Bluesky, call),
            CreateRecord => RepoMethods.Create(world, call),
            GetRecord => RepoMethods.Get(world.Bluesky, call),
            ListRecords => RepoMethods.List(world.Bluesky, call),
            DeleteRecord => RepoMethods.Delete(world.Bluesky, call),
            _ => XrpcReply.Refused("MethodNotImplemented", "Method Not Implemented", StatusCodes.Status501NotImplemented),
        };
        var fault = reply.IsOk ? world.Faults.Take(call.Step, AccountOf(world, call), FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? Of(fault) : reply;
        Enter(line, told, fault ?? before, call.Method == CreateRecord && reply.IsOk ? (string?)reply.Body["uri"] : null);
        return (told, fault);
    }

    private static string AccountOf(World world, XrpcCall call) =>
        world.Bluesky.Sessions.GetValueOrDefault(call.Bearer ?? "")?.Did ?? world.Bluesky.ByName(call.Text("repo") ?? call.Text("identifier") ?? (string?)call.Query["repo"])?.Did ?? "";

    private static void Enter(LedgerLine? line, XrpcReply told, Fault? fault, string? made)
    {
        var how = FaultAnswer.Told(fault);
        line?.Complete(new LedgerOutcome
        {
            Accepted = made is not null,
            Answer = how,
            Status = how is LedgerAnswer.Dropped ? null : told.Status,
            ResultId = made,
            FaultId = fault?.Id,
        });
    }

    /// <summary>A fault's error has Meta's numbers; its status and message are kept, and its type as the protocol's word.</summary>
    private static XrpcReply Of(Fault fault) => fault.Error is { } error
        ? XrpcReply.Refused(error.TypeOverride ?? (error.Status >= 500 ? "InternalServerError" : "InvalidRequest"), error.Message, error.Status)
        : XrpcReply.Ok([]);
}
