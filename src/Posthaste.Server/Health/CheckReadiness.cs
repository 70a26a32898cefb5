using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Workspaces;

namespace Posthaste.Server.Health;

/// <summary>Tries what the server needs for its work, each for a few seconds at most.</summary>
internal sealed class CheckReadiness(IWorkspaceStore workspaces, IOptions<MediaOptions> media, DataFolder folder, IEnumerable<IReadinessCheck> more, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<HealthCheckResponse>> RunAsync(CancellationToken ct)
    {
        var checks = new List<HealthCheckResponse>
        {
            await TryAsync("database", "The database does not answer.", async within => await workspaces.FindAsync(Workspace.FirstId, within), ct),
            await TryAsync("data_dir", "The data folder cannot be written.", WriteAsync, ct),
            Tools(),
        };
        foreach (var check in more) checks.Add(await check.RunAsync(ct));
        return checks;
    }

    private async Task<HealthCheckResponse> TryAsync(string name, string failure, Func<CancellationToken, Task> attempt, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await attempt(either.Token).WaitAsync(either.Token);
            return new HealthCheckResponse { Name = name, Status = HealthStatus.Ok };
        }
        // Whatever it is, the answer is the same; the operation that needs the thing logs the cause.
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return new HealthCheckResponse { Name = name, Status = HealthStatus.Failed, Detail = failure };
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var path = Path.Combine(folder.Path, $".readyz-{Guid.CreateVersion7(time.GetUtcNow()):N}");
        await File.WriteAllBytesAsync(path, [1], ct);
        File.Delete(path);
    }

    private HealthCheckResponse Tools()
    {
        string[] tools = [media.Value.Vips, media.Value.VipsHeader, media.Value.VipsThumbnail, media.Value.Ffprobe, media.Value.Ffmpeg];
        var missing = tools.Where(tool => !IsThere(tool)).ToArray();
        return missing.Length == 0
            ? new HealthCheckResponse { Name = "media_tools", Status = HealthStatus.Ok }
            : new HealthCheckResponse { Name = "media_tools", Status = HealthStatus.Failed, Detail = $"Not installed: {string.Join(", ", missing)}." };
    }

    private static bool IsThere(string tool) => tool.Contains(Path.DirectorySeparatorChar)
        ? File.Exists(tool)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && (File.Exists(Path.Combine(folder, tool)) || File.Exists(Path.Combine(folder, tool + ".exe"))));
}

/// <summary>Something else the server needs, known elsewhere: the engine's heartbeat.</summary>
public interface IReadinessCheck
{
    Task<HealthCheckResponse> RunAsync(CancellationToken ct);
}
