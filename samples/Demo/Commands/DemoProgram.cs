namespace ControlPlane.Demo.Commands;

/// <summary>Chooses the command; everything from outside comes in through the door.</summary>
internal sealed class DemoProgram(TextWriter output, TextWriter errors, TimeProvider time)
{
    private const string Usage = """
        usage:
          models  --out DIR [--seed N]
                  trains the demo's models and writes them as ONNX files with a manifest.json; does nothing when they are there already
          users   --agents URL[,URL...] [--rate 300] [--seed 1] [--feedback-share 0.5] [--parent-pid PID]
                  plays the users over HTTP until interrupted
          picture --class cat|dog|koala --out FILE.png [--seed N]
                  writes one generated picture, enlarged
        """;

    public async Task<int> RunAsync(string[] words)
    {
        if (words is [] or ["help" or "--help" or "-h", ..])
            return Show(words.Length == 0 ? errors : output, words.Length == 0 ? ExitCode.WrongUsage : ExitCode.Done);

        var arguments = new Arguments(words.AsSpan(1));
        switch (words[0])
        {
            case "models":
                return Finish(ModelsCommand.Run(arguments, output, time), arguments);
            case "users":
                return Finish(await UsersCommand.RunAsync(arguments, output, time), arguments);
            case "picture":
                return Finish(PictureCommand.Run(arguments, output), arguments);
            default:
                await errors.WriteLineAsync($"'{words[0]}' is not a verb");
                return Show(errors, ExitCode.WrongUsage);
        }
    }

    private int Finish(int exitCode, Arguments arguments)
    {
        if (exitCode == ExitCode.WrongUsage)
        {
            foreach (var problem in arguments.Problems)
                errors.WriteLine(problem);
        }

        return exitCode;
    }

    private static int Show(TextWriter writer, int exitCode)
    {
        writer.WriteLine(Usage);
        return exitCode;
    }
}
