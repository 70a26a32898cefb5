using Posthaste.Tests.Media;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli;

/// <summary>One server with the sandbox for all tests of the command line, an account connected, and a folder with files to send.</summary>
public sealed class CliServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posthaste-cli-");

    internal ServerUnderTest Server { get; private set; } = null!;

    /// <summary>Has <c>bread.jpg</c>, <c>caption.txt</c>, <c>key.txt</c> and <c>token.txt</c>.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>Stays the same over restarts.</summary>
    internal string Url { get; private set; } = "";

    internal Guid Channel { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Url = $"http://127.0.0.1:{Ports.Next()}";
        Server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["urls"] = Url, ["PublicBaseUrl"] = Url, ["Publishing:ConflictDistance"] = "00:00:00" });
        Channel = await Server.ConnectAsync();
        await File.WriteAllBytesAsync(Path.Combine(Folder, "bread.jpg"), Samples.Jpeg(1080, 1080));
        await File.WriteAllTextAsync(Path.Combine(Folder, "caption.txt"), "Fresh bread at seven.\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "key.txt"), ServerUnderTest.ApiKey + "\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "token.txt"), ServerUnderTest.AccountToken + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Runs the command as a script would: key and server in the environment, no terminal.</summary>
    internal Task<CliResult> RunAsync(params string[] args) => new CliCall(this).RunAsync(args);

    /// <summary>The same, and it must succeed.</summary>
    internal Task<CliResult> OkAsync(params string[] args) => new CliCall(this).OkAsync(args);

    /// <returns>The id of a new draft.</returns>
    internal async Task<string> DraftAsync(params string[] more) =>
        (await OkAsync(["post", "create", "--type", "image", "--channel", Channel.ToString(), "--media", "bread.jpg", "-q", .. more])).Out.Trim();
}

/// <summary>All of them share the server, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCliServer : ICollectionFixture<CliServer>
{
    public const string Name = "The command line";
}
