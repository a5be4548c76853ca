namespace ControlPlane.TestKit.Onnx;

/// <summary>Files that somebody might upload who means no good. None of them may become a version.</summary>
public static class HostileFiles
{
    private const int Seed = 5;

    /// <summary>All of them by what they are.</summary>
    public static IReadOnlyList<(string Name, byte[] File)> All { get; } = [.. NoModels(), .. Outside(), .. TooLarge(), .. TooDeep(), .. Foreign()];

    /// <summary>Sound to read, and multiplies large matrices for minutes when it runs.</summary>
    public static byte[] ComputesForEver() => Squares(side: 2_000, times: 400);

    /// <summary>Sound to read, and makes 64 GB of a few bytes when it runs.</summary>
    public static byte[] WantsMemory() => Squares(side: 131_072, times: 1);

    // F75
    private static IEnumerable<(string, byte[])> NoModels()
    {
        var random = new byte[64 << 10];
        new Random(Seed).NextBytes(random);
        var model = OnnxModels.AddConstant(1);
        yield return ("nothing", []);
        yield return ("a zero", [0]);
        yield return ("random bytes", random);
        yield return ("a text renamed", "This is a model, believe me.\n"u8.ToArray());
        yield return ("a page renamed", "<!doctype html><script>alert(1)</script>"u8.ToArray());
        yield return ("an archive renamed", [0x50, 0x4B, 3, 4, .. new byte[60]]);
        yield return ("a model cut in half", model[..(model.Length / 2)]);
        yield return ("a length beyond the file", Wire.Model([.. Wire.Announce(5, long.MaxValue), 1, 2, 3]));
    }

    // F76: refused for being outside of the file, whatever the path is.
    private static IEnumerable<(string, byte[])> Outside() =>
        new[] { "../weights", "/etc/passwd", "a/../../weights", "link-to-secrets", @"\\host\share\weights", @"C:\weights", "CON", "/dev/zero", "weights\0.bin", "", "https://169.254.169.254/" }
            .Select(path => ($"data in '{path.Replace("\0", "NUL", StringComparison.Ordinal)}'", Wire.Model(Wire.Bytes(5, Wire.Text(8, "w"), Wire.Bytes(13, Wire.Text(1, "location"), Wire.Text(2, path))))));

    // F77
    private static IEnumerable<(string, byte[])> TooLarge()
    {
        const ulong large = 1UL << 32;
        yield return ("sizes whose product overflows", Wire.Model(Wire.Bytes(5, Wire.Bytes(1, Wire.Number(large), Wire.Number(large)), Wire.Varint(2, 1))));
        yield return ("petabytes declared", Wire.Model(Wire.Bytes(5, Wire.Varint(1, 1UL << 50), Wire.Varint(2, 1))));
        yield return ("a billion elements and no data", Wire.Model(Wire.Bytes(5, Wire.Varint(1, 1_000_000_000), Wire.Varint(2, 1))));
    }

    // F78
    private static IEnumerable<(string, byte[])> TooDeep()
    {
        byte[] graph = [];
        for (var depth = 0; depth < 300; depth++)
            graph = Wire.Bytes(1, Wire.Text(4, "If"), Wire.Bytes(5, Wire.Bytes(6, graph)));
        yield return ("graphs in graphs", Wire.Model(graph));
        yield return ("3,000 functions deep", Wire.Model(Call("f0"), [.. Enumerable.Range(0, 3_000).Select(n => Function($"f{n}", Call($"f{n + 1}", 7)))]));
        yield return ("functions in a circle", Wire.Model(Call("f"), Function("f", Call("g", 7)), Function("g", Call("f", 7))));
        yield return ("a million nodes", Wire.Model([.. Enumerable.Repeat(Wire.Bytes(1, Wire.Text(4, "Abs")), 1_000_000).SelectMany(n => n)]));
    }

    // F80, F82
    private static IEnumerable<(string, byte[])> Foreign()
    {
        yield return ("operators of nobody", new OnnxModelBuilder("g").Opset("evil.ops", 1).Input("x", OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("evil.ops", "Run", ["x"], ["y"], []).Build());
        yield return ("no input", new OnnxModelBuilder("g").Output("y", OnnxType.Float, 1).Node("Constant", [], ["y"]).Build());
        foreach (var name in (string[])["../../etc/passwd", "C:\\x", "file:///etc/passwd", "x\r\nx-admin: 1"])
            yield return ($"an input called {name.ReplaceLineEndings("|")}", new OnnxModelBuilder("g").Input(name, OnnxType.Float, 1).Output("y", OnnxType.Float, 1).Node("Identity", [name], ["y"]).Build());
    }

    // A few bytes that make a square matrix and multiply it with itself.
    private static byte[] Squares(long side, int times)
    {
        var model = new OnnxModelBuilder("squares").Input("x", OnnxType.Float, "N", 1).Output("y", OnnxType.Float, "N", 1)
            .Initializer("shape", OnnxTensor.Vector(side, side)).Initializer("axes", OnnxTensor.Vector(0L, 1L))
            .Node("ConstantOfShape", ["shape"], ["m0"]);
        for (var i = 0; i < times; i++)
            model.Node("MatMul", [$"m{i}", "m0"], [$"m{i + 1}"]);
        return model.Node("ReduceSum", [$"m{times}", "axes"], ["sum"], OnnxAttribute.Int("keepdims", 1)).Node("Add", ["x", "sum"], ["y"]).Build();
    }

    private static byte[] Call(string name, int field = 1) => Wire.Bytes(field, Wire.Text(4, name), Wire.Text(7, "own.ops"));

    private static byte[] Function(string name, byte[] node) => Wire.Bytes(25, Wire.Text(1, name), node, Wire.Text(10, "own.ops"));
}
