using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Accounts;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;
using Posthaste.Sandbox.Uploads;
using Posthaste.Sandbox.Videos;

namespace Posthaste.Sandbox.Facebook;

/// <summary>The upload host for reels: <c>POST /video-upload/{version}/{video}</c> with <c>offset</c> and <c>file_size</c> and the bytes.</summary>
internal sealed class ReelUpload(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http, string version, string id)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var (reel, refusal, fault) = state.Run(world => Admit(world, http.Request, id));
        GraphAnswer answer;
        if (refusal is not null)
        {
            answer = refusal;
        }
        else if (fault is { Kind: not (FaultKind.Slow or FaultKind.Interrupt) })
        {
            answer = fault.Error is { } error ? UploadErrors.Wrap(error) : Success();
        }
        else
        {
            if (fault is { Kind: FaultKind.Slow }) await Task.Delay(fault.Delay, clock.Underlying, stopping);
            var isInterrupted = fault is { Kind: FaultKind.Interrupt };
            answer = await TakeAsync(http, reel!, isInterrupted);
            fault = isInterrupted ? fault! with { Kind = FaultKind.Reset } : answer.Error is null ? state.Run(world => world.Faults.Take(Steps.Upload, reel!.PageId, FaultWhen.After)) : null;
            if (fault is { Kind: FaultKind.Error, Error: { } late }) answer = UploadErrors.Wrap(late);
        }
        await delivery.SendAsync(http, new GraphReply(answer, LoginProduct.Facebook, version, [], NewIds.Trace()), fault);
    }

    private (FakeReel? Reel, GraphError? Refusal, Fault? Fault) Admit(World world, HttpRequest request, string id)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("OAuth ", StringComparison.Ordinal) ? world.Facebook.Tokens.GetValueOrDefault(header["OAuth ".Length..]) : null;
        world.Calls.Note(token?.AccountId ?? id, Steps.Upload, clock.Now);
        if (token is null || TokenErrors.Check(token, clock.Now, 401) is not null) return (null, UploadErrors.NotAuthorized(), null);
        if (world.Facebook.Reels.GetValueOrDefault(id) is not { IsDeleted: false, FinishedAt: null } reel || reel.PageId != token.AccountId) return (null, UploadErrors.NotFound(), null);
        return (reel, null, world.Faults.Take(Steps.Upload, reel.PageId, FaultWhen.Before));
    }

    private async Task<GraphAnswer> TakeAsync(HttpContext http, FakeReel reel, bool isInterrupted)
    {
        var (size, offset) = (Number(http.Request, "file_size"), Number(http.Request, "offset"));
        var refusal = state.Run(_ =>
        {
            if (reel.IsHeld) return UploadErrors.Busy();
            if (reel.IsUploaded) return UploadErrors.Done();
            if (size is not > 0) return UploadErrors.BadHeader("file_size");
            if (reel.FileSize > 0 && reel.FileSize != size) return UploadErrors.OtherSize(reel.FileSize);
            if (offset is null) return UploadErrors.BadHeader("offset");
            if (offset != reel.Received) return UploadErrors.Offset(reel.Received);
            (reel.IsHeld, reel.FileSize) = (true, size.Value);
            return null;
        });
        if (refusal is not null) return refusal;
        try
        {
            return await ReceiveAsync(http, reel, isInterrupted);
        }
        finally
        {
            state.Run(_ => reel.IsHeld = false);
        }
    }

    /// <summary>What arrived stays, even if the connection breaks: the next call goes on from there.</summary>
    private async Task<GraphAnswer> ReceiveAsync(HttpContext http, FakeReel reel, bool isInterrupted)
    {
        var stop = isInterrupted ? reel.Received + (reel.FileSize - reel.Received) / 2 : reel.FileSize;
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            while (reel.Received < stop)
            {
                if (await http.Request.Body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, stop - reel.Received)), http.RequestAborted) is not (> 0 and var count)) return UploadErrors.Partial();
                state.Run(_ => reel.Take(buffer.AsSpan(0, count)));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return UploadErrors.Partial();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        if (isInterrupted) return UploadErrors.Partial();
        state.Run(_ => reel.Fault = FaultOf(reel.Close()));
        return Success();
    }

    /// <returns>Why the file is no reel; null where it is one.</returns>
    private static string? FaultOf(byte[] bytes) => Mp4File.Read(bytes) switch
    {
        null => "The file is not a video.",
        { Seconds: < 2.95 or > 90.05 } => "A reel is 3 to 90 seconds long.",
        { Width: < 540 } or { Height: < 960 } => "A reel has at least 540 by 960 pixels.",
        _ => null,
    };

    private static GraphAnswer Success() => new JsonObject { ["success"] = true };

    private static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
