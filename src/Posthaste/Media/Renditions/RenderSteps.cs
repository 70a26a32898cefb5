using Posthaste.Media.Files;
using Posthaste.Media.Probing;

namespace Posthaste.Media.Renditions;

/// <summary>A chain of runs, each of which reads what the one before wrote. The first that fails ends it; nothing is left behind.</summary>
/// <param name="type">The original's; for sentences.</param>
internal sealed class RenderSteps(MediaFiles files, ToolRunner tools, MediaProbe probe, MediaType type, CancellationToken ct) : IDisposable
{
    private StagedFile? _last;

    public MediaRefusal? Refusal { get; private set; }

    /// <summary>Where the picture lies now; there is one after the first run.</summary>
    public string Last => _last!.Path;

    /// <param name="arguments">Given where to read from and where to write to.</param>
    public Task RunAsync(string tool, Func<string, string, string[]> arguments) => RunAsync(tool, Last, arguments);

    public async Task RunAsync(string tool, string from, Func<string, string, string[]> arguments)
    {
        if (Refusal is not null) return;
        using var before = _last;
        _last = files.Stage(".png");
        var result = await tools.RunAsync(tool, arguments(from, _last.Path), ct);
        if (result is not ToolResult.Done) Refusal = probe.Explain(result, type);
        // libvips only mentions some kinds of damage, and leaves an empty file.
        else if (new FileInfo(_last.Path).Length == 0) Refusal = MediaRefusal.ForDamage(type);
    }

    public void Dispose() => _last?.Dispose();
}
