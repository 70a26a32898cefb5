namespace Posthaste.Tests.Server;

/// <summary>One server for the tests of a class, for those that need no engine and look at nothing but their own.</summary>
public sealed class IdleServer : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);
    private Guid? _channel;
    private Guid? _picture;

    internal ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerUnderTest.StartAsync(new Dictionary<string, string>
    {
        ["Jobs:Enabled"] = "false",
        ["Publishing:ConflictDistance"] = "00:00:00",
    });

    /// <summary>The sandbox's account.</summary>
    public async Task<Guid> ChannelAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _channel ??= await Server.ConnectAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A picture that Instagram takes.</summary>
    public async Task<Guid> PictureAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _picture ??= await Server.UploadAsync(Media.Samples.Jpeg(1080, 1080));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _gate.Dispose();
    }
}
