using System.Runtime.Versioning;
using Posthaste.Cli;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-5 and R-OPS-6: the key is kept where nobody else can read it, and is shown nowhere. Every call of these tests also looks for it in what was printed.</summary>
[Collection(SharedCliServer.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class CliSignInTests : IDisposable
{
    private readonly CliServer _desk;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("posthaste-home-");

    public CliSignInTests(CliServer desk) => _desk = desk;

    private string File => Path.Combine(_home.FullName, "posthaste", "credentials.json");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task A_key_from_a_pipe_is_tried_and_kept_for_its_owner_alone()
    {
        var signedIn = await Call(ServerUnderTest.ApiKey + "\n").RunAsync("sign-in", "--server", _desk.Url + "/api/v1/");
        var after = await Call().RunAsync("whoami");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (signedIn.Code, after.Code));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.Contains($"server\t{_desk.Url}\n", after.Out, StringComparison.Ordinal);
        Assert.Contains($"key from\t{File}\n", after.Out, StringComparison.Ordinal);
        Assert.Equal([File], Directory.EnumerateFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public async Task In_a_terminal_server_and_key_are_asked_for_and_the_key_is_not_shown()
    {
        var result = await (Call(_desk.Url + "\n") with { InIsTerminal = true, IsTerminal = true, Secret = ServerUnderTest.ApiKey }).RunAsync("sign-in");

        Assert.Equal(ExitCode.Ok, result.Code);
        Assert.Equal("Server: API key (not shown): ", result.Error);
        Assert.StartsWith($"Signed in to {_desk.Url}, workspace ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_server_does_not_take_is_not_kept()
    {
        var result = await Call("ph_wrong_key\n").RunAsync("sign-in", "--server", _desk.Url);

        Assert.Equal(ExitCode.NotAllowed, result.Code);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused_with_what_to_do()
    {
        await Call(ServerUnderTest.ApiKey).RunAsync("sign-in", "--server", _desk.Url);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var result = await Call().RunAsync("whoami");

        Assert.Equal(ExitCode.NotAllowed, result.Code);
        Assert.Contains($"`chmod 600 {File}`", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_forgets_the_key_and_then_nobody_is_signed_in()
    {
        await Call(ServerUnderTest.ApiKey).RunAsync("sign-in", "--server", _desk.Url);

        var elsewhere = await Call().RunAsync("whoami", "--server", "http://127.0.0.1:9");
        var otherWorkspace = await Call().RunAsync("whoami", "--workspace", "Other");
        var signedOut = await Call().RunAsync("sign-out");
        var after = await Call().RunAsync("post", "list");

        // The key of one server is never sent to another.
        Assert.Equal((ExitCode.NotAllowed, ExitCode.NotAllowed), (elsewhere.Code, otherWorkspace.Code));
        Assert.Equal((ExitCode.Ok, ExitCode.NotAllowed), (signedOut.Code, after.Code));
        Assert.Contains("You are not signed in. Run `posthaste sign-in`", after.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_key_of_the_environment_goes_to_no_server_that_is_not_named_with_it()
    {
        await Call(ServerUnderTest.ApiKey).RunAsync("sign-in", "--server", _desk.Url);

        var result = await (Call() with { Environment = new() { ["XDG_CONFIG_HOME"] = _home.FullName, ["POSTHASTE_API_KEY"] = "ph_wrong_key" } }).RunAsync("whoami");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("say which server it is for, with --server or POSTHASTE_SERVER", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ph_wrong_key with words\n")]
    [InlineData("\n")]
    [InlineData("ph_wrong_key\u00e9\n")]
    public async Task What_cannot_be_a_key_is_refused_without_being_quoted(string line)
    {
        var result = await Call(line).RunAsync("sign-in", "--server", _desk.Url);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("This is no API key", result.Error, StringComparison.Ordinal);
    }

    private CliCall Call(string input = "") => new(_desk) { In = input, Environment = new() { ["XDG_CONFIG_HOME"] = _home.FullName } };
}
