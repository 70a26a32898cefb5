using Posthaste.Media.Hosting;

namespace Posthaste.Server.Health;

/// <summary>Whether the object store takes media. Wrong settings count as a failure; a store that is merely down is told, and does not take
/// this node out of service: everything but preparing goes on.</summary>
internal sealed class MediaHostReadiness(MediaHosts hosts, TimeProvider time) : IReadinessCheck, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Whoever watches asks every few seconds, and each look costs calls.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _one = new(1);
    private (HealthCheckResponse Answer, DateTimeOffset Until)? _known;

    public async Task<HealthCheckResponse> RunAsync(CancellationToken ct)
    {
        if (hosts.Remote is not { } remote) return Ok(null);
        await _one.WaitAsync(ct);
        try
        {
            if (_known is { } known && time.GetUtcNow() < known.Until) return known.Answer;
            var (answer, good) = await LookAsync(remote, ct);
            _known = (answer, time.GetUtcNow() + (good ? GoodFor : BadFor));
            return answer;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<(HealthCheckResponse Answer, bool Good)> LookAsync(RemoteMediaHost remote, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        try
        {
            await remote.CheckAsync(either.Token).WaitAsync(either.Token);
            return (Ok(null), true);
        }
        catch (MediaHostException e)
        {
            var detail = $"{e.Message} {e.Advice}";
            return (e.Setting is null ? Ok(detail) : new HealthCheckResponse { Name = "media_host", Status = HealthStatus.Failed, Detail = detail }, false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (Ok($"The media store does not answer within {Patience.TotalSeconds:0} seconds. Posts wait for it inside their late window."), false);
        }
    }

    private static HealthCheckResponse Ok(string? detail) => new() { Name = "media_host", Status = HealthStatus.Ok, Detail = detail };
}
