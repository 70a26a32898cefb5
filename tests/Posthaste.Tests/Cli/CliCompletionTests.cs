using System.Diagnostics;

namespace Posthaste.Tests.Cli;

/// <summary>R-OPS-6: what a shell completes, by the script in a real bash that asks the built program.</summary>
[Collection(SharedCliServer.Name)]
public sealed class CliCompletionTests(CliServer desk)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("posthaste sign", "sign-in sign-out")]
    [InlineData("posthaste post pub", "publish-now")]
    [InlineData("posthaste jobs list --state pu", "published publishing")]
    [InlineData("posthaste jobs list --state=can", "--state=cancelled")]
    [InlineData("posthaste post create --type re", "reel")]
    [InlineData("posthaste post create --caption-", "--caption-file")]
    [InlineData("posthaste post create --option coll", "collaborators=")]
    [InlineData("posthaste completion ", "--help --json --quiet --server --workspace bash fish zsh")]
    [InlineData("posthaste post create --media bre", "")]
    public async Task A_word_that_was_begun_is_finished(string line, string expected)
    {
        var result = await desk.OkAsync($"[suggest:{line.Length}]", line);

        Assert.Equal(expected, string.Join(' ', result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Bash_completes_commands_words_and_options()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs bash");
        var script = Path.Combine(desk.Folder, "completion.bash");
        await File.WriteAllTextAsync(script, (await desk.OkAsync("completion", "bash")).Out, Ct);
        // As readline does it: the line parted at the characters of COMP_WORDBREAKS, the cursor at its end.
        var asked = $$"""
            posthaste() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "Posthaste.Cli.dll")}}' "$@"; }
            source '{{script}}'
            complete -p posthaste
            ask() { COMP_LINE=$1 COMP_POINT=${#1}; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _posthaste; (IFS=,; echo "[${COMPREPLY[*]}]"); }
            ask 'posthaste wh' posthaste wh
            ask 'posthaste jobs list --state=pub' posthaste jobs list --state = pub
            """;

        var answer = await BashAsync(asked);

        Assert.Equal("complete -o default -F _posthaste posthaste\n[whoami]\n[published,publishing]\n", answer);
    }

    [Theory]
    [InlineData("zsh", "compdef _posthaste posthaste")]
    [InlineData("fish", "complete -c posthaste")]
    public async Task The_other_shells_have_a_script_too(string shell, string has)
    {
        var script = (await desk.OkAsync("completion", shell)).Out;

        Assert.Contains(has, script, StringComparison.Ordinal);
        Assert.Contains("[suggest:", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_says_what_it_does()
    {
        var words = new Queue<string[]>([[]]);
        var seen = 0;
        while (words.TryDequeue(out var path))
        {
            var help = (await desk.OkAsync([.. path, "--help"])).Out;
            seen++;
            Assert.Contains($"posthaste{string.Concat(path.Select(word => " " + word))} ", help.ReplaceLineEndings(" "), StringComparison.Ordinal);
            foreach (var command in PosthasteCommandTree.Below(path)) words.Enqueue([.. path, command]);
        }
        Assert.InRange(seen, 40, 100);
    }

    private static async Task<string> BashAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var (answer, trouble) = (bash.StandardOutput.ReadToEndAsync(Ct), bash.StandardError.ReadToEndAsync(Ct));
        await bash.WaitForExitAsync(Ct);
        Assert.Equal("", await trouble);
        return await answer;
    }
}
