using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Publishing;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Uploads;

/// <summary>The upload host, rupload.facebook.com: <c>POST /ig-api-upload/{version}/{container}</c> with <c>offset</c> and
/// <c>file_size</c> and the bytes, or with <c>file_url</c>.</summary>
internal sealed partial class UploadApi(
    SandboxState state, SandboxClock clock, VideoIntakes videos, AnswerDelivery delivery, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http, string version, string containerId)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var admission = state.Run(world => Admit(world, http.Request, containerId));
        Fault? struck = null;
        GraphAnswer answer;
        if (admission.Refusal is { } refusal)
        {
            answer = refusal;
        }
        else if (admission.Fault is { Kind: not (FaultKind.Slow or FaultKind.Interrupt) } fault)
        {
            struck = fault;
            answer = AnswerOf(fault);
        }
        else
        {
            if (admission.Fault is { Kind: FaultKind.Slow } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            answer = await TakeAsync(http, admission.Container!, isInterrupted: admission.Fault is { Kind: FaultKind.Interrupt });
            struck = admission.Fault is { Kind: FaultKind.Interrupt } ? admission.Fault with { Kind = FaultKind.Reset }
                : answer.Error is null ? state.Run(world => world.Faults.Take(Steps.Upload, admission.Container!.AccountId, FaultWhen.After)) : null;
            if (struck is { Kind: FaultKind.Error }) answer = AnswerOf(struck);
        }
        await delivery.SendAsync(http, new GraphReply(answer, LoginProduct.Facebook, version, [], NewIds.Trace()), struck);
    }

    private Admission Admit(World world, HttpRequest request, string containerId)
    {
        var match = TokenPattern().Match(request.Headers.Authorization.ToString());
        var token = match.Success ? world.Tokens.GetValueOrDefault(match.Groups[1].Value) : null;
        world.Calls.Note(token?.AccountId ?? containerId, Steps.Upload, clock.Now);
        if (token is null || (TokenErrors.Check(token, clock.Now, 401) ?? TokenScopes.Check(token, Steps.Upload)) is not null) return new(UploadErrors.NotAuthorized());
        if (world.Containers.GetValueOrDefault(containerId) is not { Intake.IsUpload: true } container) return new(UploadErrors.NotFound());
        if (!token.AccountIds().Contains(container.AccountId)) return new(UploadErrors.NotAuthorized());
        if (container.StatusAt(clock.Now) is ContainerStatus.Expired) return new(UploadErrors.NotFound());
        return new(null) { Container = container, Fault = world.Faults.Take(Steps.Upload, container.AccountId, FaultWhen.Before) };
    }

    private async Task<GraphAnswer> TakeAsync(HttpContext http, FakeContainer container, bool isInterrupted)
    {
        var intake = container.Intake!;
        if (!intake.TryHold()) return UploadErrors.Busy();
        try
        {
            if (intake.IsComplete || intake.Url is not null || (intake.FileSize > 0 && intake.Received == intake.FileSize)) return UploadErrors.Done();
            if (http.Request.Headers["file_url"].ToString() is { Length: > 0 } url)
            {
                intake.FetchFrom(url);
                videos.StartFetch(container);
                return Success();
            }
            if (Number(http.Request, "file_size") is not (> 0 and var size)) return UploadErrors.BadHeader("file_size");
            if (Number(http.Request, "offset") is not { } offset) return UploadErrors.BadHeader("offset");
            if (size > VideoRules.MaxReelBytes) return UploadErrors.TooLarge();
            if (intake.FileSize > 0 && intake.FileSize != size) return UploadErrors.OtherSize(intake.FileSize);
            if (offset != intake.Received) return UploadErrors.Offset(intake.Received);
            intake.Expect(size);
            return await ReceiveAsync(http, container, isInterrupted);
        }
        finally
        {
            intake.Release();
        }
    }

    /// <summary>What arrived stays, even if the connection breaks: the next call goes on from there.</summary>
    private async Task<GraphAnswer> ReceiveAsync(HttpContext http, FakeContainer container, bool isInterrupted)
    {
        var intake = container.Intake!;
        var stop = isInterrupted ? intake.Received + (intake.FileSize - intake.Received) / 2 : intake.FileSize;
        try
        {
            while (intake.Received < stop)
            {
                var room = intake.Room[..(int)Math.Min(81_920, stop - intake.Received)];
                if (await http.Request.Body.ReadAsync(room, http.RequestAborted) is not (> 0 and var count)) return UploadErrors.Partial();
                intake.Took(count);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return UploadErrors.Partial();
        }
        if (isInterrupted) return UploadErrors.Partial();
        videos.StartUploaded(container, intake.TakeBytes());
        return Success();
    }

    private static GraphAnswer Success() => new JsonObject { ["success"] = true, ["message"] = "Upload successful." };

    private static GraphAnswer AnswerOf(Fault fault) => fault.Error is { } error ? UploadErrors.Wrap(error) : Success();

    private static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header].ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(@"^(?:OAuth|Bearer)\s+(\S+)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();

    private sealed record Admission(GraphError? Refusal)
    {
        public FakeContainer? Container { get; init; }

        public Fault? Fault { get; init; }
    }
}
