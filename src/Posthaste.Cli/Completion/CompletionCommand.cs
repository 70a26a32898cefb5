using System.CommandLine;

namespace Posthaste.Cli.Completion;

/// <summary><c>completion</c>: prints a script for a shell. Where nothing is suggested the shell offers files.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # posthaste in bash. For this shell: source <(posthaste completion bash)
        # For every one: posthaste completion bash > ~/.local/share/bash-completion/completions/posthaste
        _posthaste() {
            local found=() IFS=$'\n'
            # Only the word under the cursor is replaced, and bash parts words at = and : too.
            local line=${COMP_LINE:0:COMP_POINT} word
            word=${line##* }
            found=($("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null))
            local cut=${word%"${COMP_WORDS[COMP_CWORD]}"}
            COMPREPLY=("${found[@]#"$cut"}")
            [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
            return 0
        }
        complete -o default -F _posthaste posthaste
        """;

    private const string Zsh =
        """
        #compdef posthaste
        # posthaste in zsh. For this shell: source <(posthaste completion zsh)
        # For every one: posthaste completion zsh > a file _posthaste in a folder of your $fpath
        _posthaste() {
            local line="${BUFFER[1,CURSOR]}"
            local -a found
            found=("${(@f)$(posthaste "[suggest:${#line}]" "$line" 2>/dev/null)}")
            found=("${(@)found:#}")
            if (( ${#found} )); then compadd -a found; else _files; fi
        }
        compdef _posthaste posthaste
        """;

    private const string Fish =
        """
        # posthaste in fish. For this shell: posthaste completion fish | source
        # For every one: posthaste completion fish > ~/.config/fish/completions/posthaste.fish
        function __posthaste_suggest
            set -l line (commandline -cp)
            posthaste "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c posthaste -a '(__posthaste_suggest)'
        """;

    public static Command Make(Terminal terminal)
    {
        var shell = new Argument<string>("shell") { Description = "Which shell." }.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Prints a script that completes commands in a shell.") { shell };
        command.SetAction(parsed =>
        {
            terminal.Out.WriteLine(parsed.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            });
            return ExitCode.Ok;
        });
        return command;
    }
}
