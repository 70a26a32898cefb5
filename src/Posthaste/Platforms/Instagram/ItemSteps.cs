using System.Diagnostics;
using System.Globalization;

namespace Posthaste.Platforms.Instagram;

/// <summary>The steps before the publish call, for what has several containers: the items of a carousel, the stories of a set.
/// Every container is saved as soon as it is made (<see cref="StepResult.Again"/>), and one that fails is made again without
/// losing the others.</summary>
internal sealed class ItemSteps(Containers containers, VideoUpload upload, InstagramOptions options, TimeProvider time)
{
    /// <summary>How often one item is made again before the post is refused.</summary>
    private const int MaxRemakes = 3;

    /// <summary>How far a step goes. Each does the work of those before it first, for an item that was made again.</summary>
    public enum Goal
    {
        Created,
        Uploaded,
        Ready,
    }

    public async Task<StepResult> RunAsync(StepCall call, Goal goal, CancellationToken ct)
    {
        if (PreparationSteps.OnlyWithFacebook(call) is { } refused) return refused;

        var checkpoint = Open(call);
        var items = checkpoint.Items!;
        if (Find(items, item => item.ContainerId is null) is { } missing) return await CreateAsync(call, checkpoint, missing, ct);
        if (goal is Goal.Created) return new StepResult.Advance(checkpoint.ToJson());

        if (Find(items, item => item.Upload is { Done: false }) is { } waiting) return await UploadAsync(call, checkpoint, waiting, ct);
        return goal is Goal.Uploaded ? new StepResult.Advance(checkpoint.ToJson()) : await LookAsync(call, checkpoint, ct);
    }

    private static ContainerCheckpoint Open(StepCall call)
    {
        var checkpoint = ContainerCheckpoint.Read(call.Checkpoint) ?? ContainerCheckpoint.Empty;
        return checkpoint.Items?.Count == call.Post.Media.Count
            ? checkpoint
            : checkpoint with { Items = [.. call.Post.Media.Select(_ => new ItemContainer())] };
    }

    private async Task<StepResult> CreateAsync(StepCall call, ContainerCheckpoint checkpoint, int index, CancellationToken ct)
    {
        var sendsBytes = containers.Uploads(call.Account, call.Post.Media[index]);
        var form = call.Post.Type is PostType.Carousel
            ? ContainerForm.CarouselItem(call.Post, index, sendsBytes)
            : ContainerForm.Story(call.Post, index, sendsBytes);
        var (made, failure, trace) = await containers.CreateAsync(call, form, ct);
        if (made is not null)
        {
            var kept = made with { Remakes = checkpoint.Items![index].Remakes };
            return new StepResult.Again((checkpoint.WithItem(index, kept) with { Polls = 0 }).ToJson()) { Trace = trace };
        }
        var result = failure switch
        {
            StepResult.Rejected rejected => new StepResult.Rejected(Name(rejected.Error, call, index)),
            // Begin with this item again, not with the whole post.
            StepResult.Unavailable { Restart: true } unavailable => Remake(call, checkpoint, index, new ContainerLook.Lost(unavailable.Error, RetryAfter: unavailable.RetryAfter)),
            StepResult.Unavailable unavailable => unavailable with { Error = Name(unavailable.Error, call, index) },
            _ => failure!,
        };
        return result with { Trace = trace };
    }

    private async Task<StepResult> UploadAsync(StepCall call, ContainerCheckpoint checkpoint, int index, CancellationToken ct)
    {
        var item = checkpoint.Items![index];
        var result = await upload.SendAsync(call, item, call.Post.Media[index], ct);
        return result switch
        {
            VideoUpload.Result.Moved moved => moved.Answer(checkpoint.WithItem(index, item with { Upload = moved.Note }), time.GetUtcNow()),
            VideoUpload.Result.Lost lost => Remake(call, checkpoint, index, lost.Why) with { Trace = lost.Trace },
            VideoUpload.Result.Failed failed => failed.Why with { Trace = failed.Trace },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Looks at everything that is not ready yet, once.</summary>
    private async Task<StepResult> LookAsync(StepCall call, ContainerCheckpoint checkpoint, CancellationToken ct)
    {
        var traces = CallTrace.None;
        for (var i = 0; i < checkpoint.Items!.Count; i++)
        {
            var item = checkpoint.Items[i];
            if (item.Ready) continue;
            // Where the last answer said that no call is left, the others are looked at when there is one again.
            if (traces.PauseUntil is not null) break;

            var (look, failure, trace) = await containers.LookAsync(call, item, ct);
            traces = traces.Then(trace);
            switch (look)
            {
                case null:
                    return failure! with { Trace = traces };
                case ContainerLook.Ready:
                    checkpoint = checkpoint.WithItem(i, item with { Ready = true });
                    break;
                case ContainerLook.Published:
                    checkpoint = checkpoint.WithItem(i, item with { Ready = true, SeenPublished = true });
                    break;
                case ContainerLook.Lost lost:
                    return Remake(call, checkpoint, i, lost) with { Trace = traces };
                case ContainerLook.Pending:
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        StepResult result = checkpoint.Items.All(item => item.Ready)
            ? new StepResult.Advance(checkpoint.ToJson())
            : containers.LookAgain(checkpoint);
        return result with { Trace = traces };
    }

    private StepResult Remake(StepCall call, ContainerCheckpoint checkpoint, int index, ContainerLook.Lost lost)
    {
        var error = Name(lost.Error, call, index);
        if (lost.Final) return new StepResult.Rejected(error);

        var remakes = checkpoint.Items![index].Remakes;
        if (remakes >= MaxRemakes)
        {
            return new StepResult.Rejected(error with
            {
                Kind = ErrorKind.FixContent,
                Message = $"{error.Message} It was tried {MaxRemakes + 1} times.",
                Advice = "Replace the item with another file, then retry.",
                Field = error.Field ?? ItemField(index),
            });
        }
        var emptied = checkpoint.WithItem(index, new ItemContainer { Remakes = remakes + 1 });
        return new StepResult.Wait(time.GetUtcNow() + (lost.RetryAfter ?? ContainerPolling.DelayAfter(options, remakes + 1)), emptied.ToJson());
    }

    /// <summary>The same error, about an item a person can find.</summary>
    private static PlatformError Name(PlatformError error, StepCall call, int index) => error with
    {
        Message = $"Item {(index + 1).ToString(CultureInfo.InvariantCulture)} (media {call.Post.Media[index].MediaId}): {error.Message}",
        Field = error.Field is null or "mediaIds" ? ItemField(index) : error.Field,
    };

    private static string ItemField(int index) => $"mediaIds[{index.ToString(CultureInfo.InvariantCulture)}]";

    private static int? Find(IReadOnlyList<ItemContainer> items, Func<ItemContainer, bool> isIt)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (isIt(items[i])) return i;
        }
        return null;
    }
}
