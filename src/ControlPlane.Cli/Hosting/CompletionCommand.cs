using System.CommandLine;

namespace ControlPlane.Cli.Hosting;

/// <summary><c>completion</c>: a script for the shell that asks this program what may stand at the cursor.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _controlplane() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(controlplane "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _controlplane controlplane
            """,
        ["zsh"] = """
            #compdef controlplane
            _controlplane() {
              local -a found
              found=("${(@f)$(controlplane "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a found
            }
            compdef _controlplane controlplane
            """,
        ["fish"] = """
            complete -c controlplane -f -a '(controlplane "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    public static Command Make(CliSurroundings surroundings)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a completion script, such as: source <(controlplane completion bash)") { shell };
        command.SetAction(parsed =>
        {
            surroundings.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n"));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
