namespace Posthaste.Tests.Handover;

/// <summary>Tests against the sandboxed Telegram. None of them may write the bot's token to a log.</summary>
public abstract class TelegramRigTests : IAsyncLifetime
{
    private protected TelegramRig Rig { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Rig = await TelegramRig.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        Assert.DoesNotContain(Rig.Log.Lines, line => line.Contains(TelegramRig.Token, StringComparison.Ordinal));
        GC.SuppressFinalize(this);
    }
}
