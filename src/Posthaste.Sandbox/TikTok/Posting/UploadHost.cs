using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Ledger;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>The upload host, open-upload.tiktokapis.com: one PUT for each chunk, in order, whole or not at all.</summary>
internal sealed partial class UploadHost(SandboxState state, SandboxClock clock, AnswerDelivery delivery, CancellationToken stopping)
{
    public const string Path = "/tiktok-upload/video/";

    public async Task HandleAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var key = http.Request.Query["upload_id"].ToString();
        var range = RangeOf(http.Request);
        var (line, fault) = state.Run(world => Admit(world, key, range));
        UploadReply reply;
        if (fault is { Kind: not (FaultKind.Slow or FaultKind.Interrupt) })
        {
            reply = Of(fault);
        }
        else
        {
            if (fault is { Kind: FaultKind.Slow } slow) await Task.Delay(slow.Delay, clock.Underlying, stopping);
            var chunk = await ReadAsync(http, range);
            if (fault is { Kind: FaultKind.Interrupt } interrupt)
            {
                fault = interrupt with { Kind = FaultKind.Reset };
                reply = new UploadReply(StatusCodes.Status400BadRequest);
            }
            else
            {
                (reply, fault) = state.Run(world => Decide(world, key, range, chunk, line, fault));
            }
        }
        if (!await delivery.SendAsync(http, reply, fault)) state.Run(_ => line?.Drop());
    }

    private (LedgerLine? Line, Fault? Fault) Admit(World world, string key, ChunkRange? range)
    {
        var publish = world.TikTok.ByUpload(key);
        var isLast = publish?.Upload is { } upload && range is not null && range.To == upload.Plan.FileSize - 1;
        var step = isLast ? Steps.Publish : Steps.Upload;
        var line = isLast ? world.Ledger.ArrivePublish(publish!.OpenId, publish.Id, clock.Now) : null;
        var fault = world.Faults.Take(step, publish?.OpenId ?? "", FaultWhen.Before);
        if (fault is { Kind: not FaultKind.Slow }) Enter(line, fault is { Kind: FaultKind.Interrupt } ? new UploadReply(StatusCodes.Status400BadRequest) : Of(fault), fault, accepted: false, null);
        return (line, fault);
    }

    private (UploadReply Reply, Fault? Fault) Decide(World world, string key, ChunkRange? range, byte[]? chunk, LedgerLine? line, Fault? before)
    {
        var publish = world.TikTok.ByUpload(key);
        var reply = Judge(world, publish, range, chunk);
        var isLast = reply.Status == StatusCodes.Status201Created;
        var live = false;
        if (reply.Status is StatusCodes.Status206PartialContent or StatusCodes.Status201Created) publish!.Upload!.Add(chunk!);
        if (isLast) live = TakePost.Uploaded(world, publish!, clock.Now);
        var fault = reply.IsOk ? world.Faults.Take(isLast ? Steps.Publish : Steps.Upload, publish!.OpenId, FaultWhen.After) : null;
        var told = fault is { Kind: FaultKind.Error } ? Of(fault) : reply;
        Enter(line, told, fault ?? before, live, live ? publish!.Id : null);
        return (told, fault);
    }

    private UploadReply Judge(World world, FakePublish? publish, ChunkRange? range, byte[]? chunk)
    {
        if (range is null || chunk is null) return new(StatusCodes.Status400BadRequest);
        if (publish?.Upload is not { } upload || clock.Now >= publish.CreatedAt.AddSeconds(world.TikTok.Settings.UploadSeconds)) return new(StatusCodes.Status403Forbidden);
        // Nobody documents what a chunk answers that is here already; as one out of order is chosen.
        if (upload.IsWhole || range.Total != upload.Plan.FileSize || range.From != upload.Received) return new(StatusCodes.Status416RangeNotSatisfiable);
        if (chunk.LongLength != upload.Plan.LengthOf(upload.NextChunk)) return new(StatusCodes.Status416RangeNotSatisfiable);
        return new(upload.NextChunk == upload.Plan.Count - 1 ? StatusCodes.Status201Created : StatusCodes.Status206PartialContent)
        {
            ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes 0-{range.To}/{range.Total}"),
        };
    }

    /// <returns>Null where fewer or more bytes came than the range says.</returns>
    private static async Task<byte[]?> ReadAsync(HttpContext http, ChunkRange? range)
    {
        if (range is null || range.Length > ChunkPlan.MaxLastChunk) return null;
        var bytes = new byte[range.Length];
        try
        {
            await http.Request.Body.ReadExactlyAsync(bytes, http.RequestAborted);
            return await http.Request.Body.ReadAsync(new byte[1], http.RequestAborted) == 0 ? bytes : null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static UploadReply Of(Fault fault) => new(fault.Error?.Status ?? StatusCodes.Status206PartialContent);

    private static void Enter(LedgerLine? line, UploadReply told, Fault? fault, bool accepted, string? made)
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

    private static ChunkRange? RangeOf(HttpRequest request)
    {
        if (RangePattern().Match(request.Headers.ContentRange.ToString()) is not { Success: true } match) return null;
        long Part(int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var range = new ChunkRange(Part(1), Part(2), Part(3));
        return range.From <= range.To && range.To < range.Total && request.ContentLength == range.Length ? range : null;
    }

    [GeneratedRegex(@"^bytes (\d{1,12})-(\d{1,12})/(\d{1,12})\z")]
    private static partial Regex RangePattern();

    private sealed record ChunkRange(long From, long To, long Total)
    {
        public long Length => To - From + 1;
    }
}

/// <summary>An answer without a body.</summary>
internal sealed record UploadReply(int Status) : IReply
{
    public string? ContentRange { get; init; }

    public bool IsOk => Status is StatusCodes.Status206PartialContent or StatusCodes.Status201Created;

    public byte[] ToBytes() => [];

    public void WriteHeaders(HttpResponse response)
    {
        response.StatusCode = Status;
        if (ContentRange is not null) response.Headers.ContentRange = ContentRange;
    }
}
