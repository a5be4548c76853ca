using ControlPlane.Demo.Pictures;

namespace ControlPlane.Demo.Commands;

/// <summary>Writes one generated picture so that a person can look at it.</summary>
internal static class PictureCommand
{
    private const int Enlargement = 16;

    public static int Run(Arguments arguments, TextWriter output)
    {
        var name = arguments.RequiredText("--class");
        var animal = AnimalNames.Find(name);
        if (animal is null && name.Length > 0)
            arguments.Refuse($"--class must be one of {string.Join(", ", AnimalNames.All)}, not '{name}'");

        var file = arguments.RequiredText("--out");
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? 1;
        if (arguments.Problems.Count > 0)
            return ExitCode.WrongUsage;

        var picture = new PictureGenerator(new Random(seed)).Take(animal!.Value);
        using (var stream = File.Create(file))
            PngWriter.Write(stream, picture, Enlargement);

        output.WriteLine($"picture: {name} {seed} written to {file}");
        return ExitCode.Done;
    }
}
