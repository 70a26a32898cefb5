using Posthaste.Cli;
using Posthaste.Cli.Mcp;

namespace Posthaste.Tests.Cli.Mcp;

/// <summary>R-OPS-6: an assistant uploads from the folders that a person named, and from nowhere else.</summary>
public sealed class MediaFoldersTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("posthaste-folders-");

    public MediaFoldersTests()
    {
        Directory.CreateDirectory(In("pictures/deep"));
        Directory.CreateDirectory(In("pictures-of-others"));
        foreach (var file in (string[])["pictures/a.jpg", "pictures/deep/b.jpg", "pictures-of-others/c.jpg", "secret.txt"]) File.WriteAllText(In(file), "");
        File.CreateSymbolicLink(In("pictures/out.jpg"), In("secret.txt"));
        File.CreateSymbolicLink(In("pictures/round.jpg"), In("pictures/round.jpg"));
        Directory.CreateSymbolicLink(In("pictures/up"), "..");
        Directory.CreateSymbolicLink(In("pictures/near"), "deep");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("a.jpg", "a.jpg")]
    [InlineData("deep/b.jpg", "deep/b.jpg")]
    [InlineData("deep/../a.jpg", "a.jpg")]
    [InlineData("near/b.jpg", "deep/b.jpg")]
    public void What_lies_below_is_found(string path, string expected)
    {
        var folders = new MediaFolders([In("pictures-of-others"), In("pictures")]);

        Assert.EndsWith($"pictures/{expected}", folders.Find(path), StringComparison.Ordinal);
        Assert.EndsWith($"pictures/{expected}", folders.Find(In("pictures/" + path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("../pictures-of-others/c.jpg")]
    [InlineData("out.jpg")]
    [InlineData("up/secret.txt")]
    [InlineData("round.jpg")]
    [InlineData("/etc/hostname")]
    [InlineData(".")]
    public void What_leads_elsewhere_is_refused(string path)
    {
        var folders = new MediaFolders([In("pictures")]);

        var refused = Assert.Throws<CommandFailedException>(() => folders.Find(path));

        Assert.StartsWith("path: ", refused.Message, StringComparison.Ordinal);
    }

    private string In(string path) => Path.Combine(_root.FullName, path);
}
