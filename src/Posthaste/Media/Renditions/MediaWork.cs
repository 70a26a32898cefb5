namespace Posthaste.Media.Renditions;

/// <summary>What may have to be done to a file before it can go out.</summary>
public abstract record MediaWork
{
    private MediaWork(MediaItem item, string key) => (Item, Key) = (item, key);

    public MediaItem Item { get; }

    /// <summary>The same for the same work.</summary>
    public string Key { get; }

    /// <summary>For people, behind "is being".</summary>
    public abstract string Words { get; }

    /// <summary>Another file is made of it.</summary>
    public sealed record Render(MediaItem Original, RenditionRecipe Recipe) : MediaWork(Original, $"{Original.Id} {Recipe.Hash()}")
    {
        public override string Words => $"made fit for {Recipe.Spec.Name}";
    }

    /// <summary>It is read to its end, to know that it is whole.</summary>
    public sealed record Read(MediaItem Original) : MediaWork(Original, $"{Original.Id} read")
    {
        public override string Words => "read to its end";
    }
}

/// <summary>Does one piece of work on a file.</summary>
internal sealed class DoMediaWork(MakeRendition make, DecodeMedia decode)
{
    /// <param name="progress">0 to 1; comes on any thread.</param>
    /// <returns>Null where it is done.</returns>
    public async Task<MediaRefusal?> RunAsync(MediaWork work, IProgress<double> progress, CancellationToken ct) => work switch
    {
        MediaWork.Render render => (await make.RunAsync(render.Item, render.Recipe, progress, ct) as RenditionResult.Refused)?.Refusal,
        MediaWork.Read read => (await decode.RunAsync(read.Item, progress, ct) as DecodeResult.Refused)?.Refusal,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
