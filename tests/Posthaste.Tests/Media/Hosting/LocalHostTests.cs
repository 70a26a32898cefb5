using System.Diagnostics;
using Posthaste.Media.Hosting;

namespace Posthaste.Tests.Media.Hosting;

public sealed class LocalHostTests : MediaHostContract
{
    private LocalMediaHost _host = null!;

    internal override Task<IMediaHost> CreateAsync()
    {
        _host = new LocalMediaHost(Shelf.Store, Shelf.Files, new MediaSigningKey(new byte[32]), new Uri("https://posts.example"), Shelf.Options, Shelf.Time);
        return Task.FromResult<IMediaHost>(_host);
    }

    /// <summary>What the server would answer; that it does, over HTTP and in ranges, is MediaApiTests' and FetchHostedCopyTests'.</summary>
    internal override async Task<Fetched> FetchAsync(Uri address, (long From, long To)? range = null)
    {
        var parts = address.AbsolutePath.Split('/')[^3..];
        return await _host.ResolveAsync(parts[0], parts[1], parts[2], Ct) switch
        {
            LocalCopyResult.Found found when range is { } part =>
                new Fetched(206, found.ContentType, (await File.ReadAllBytesAsync(found.Path, Ct))[(int)part.From..(int)(part.To + 1)]),
            LocalCopyResult.Found found => new Fetched(200, found.ContentType, await File.ReadAllBytesAsync(found.Path, Ct)),
            LocalCopyResult.Gone => new Fetched(410, null, []),
            LocalCopyResult.NotFound => new Fetched(404, null, []),
            _ => throw new UnreachableException(),
        };
    }
}
