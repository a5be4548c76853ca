using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>
/// A reproducible stream of values: u = x/m of a linear congruential generator x ← (a·x + c) mod m, turned into values by segments
/// (<c>uniformPlus</c>: u plus a constant; <c>bernoulli</c>: 1 if u &lt; p), or plain <c>values</c>. Stateless.
/// </summary>
internal static class ValueStream
{
    /// <summary>Reads one.</summary>
    /// <exception cref="VectorFormatException">It is not described well, or the generator does not give the first numbers that the vector states.</exception>
    public static IEnumerable<double> Read(VectorInputs inputs)
    {
        if (inputs.Has("values"))
            return inputs.Series("values");

        var uniforms = Uniforms(inputs.Part("lcg"), inputs.Count("length"));
        var stated = inputs.Has("first_u") ? inputs.Series("first_u") : [];
        for (var at = 0; at < Math.Min(stated.Count, uniforms.Length); at++)
        {
            if (Math.Abs(uniforms[at] - stated[at]) > 1e-12)
                throw new VectorFormatException($"{inputs.PathOf("first_u")}[{at}]", $"is {stated[at]}, the generator gives {uniforms[at]}");
        }

        return Values(uniforms, inputs.Parts("segments"), inputs.PathOf("segments"));
    }

    private static double[] Uniforms(VectorInputs generator, int length)
    {
        Int128 a = generator.Whole("a"), c = generator.Whole("c"), m = generator.Whole("m"), x = generator.Whole("seed");
        if (m < 1)
            throw new VectorFormatException(generator.PathOf("m"), "must be at least 1");

        var uniforms = new double[length];
        for (var at = 0; at < length; at++)
        {
            x = ((a * x) + c) % m;
            uniforms[at] = (double)x / (double)m;
        }

        return uniforms;
    }

    private static double[] Values(double[] uniforms, IReadOnlyList<VectorInputs> segments, string path)
    {
        var values = new double[uniforms.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var segment = segments.LastOrDefault(candidate => candidate.Whole("from") <= at)
                ?? throw new VectorFormatException(path, $"none covers place {at}");
            values[at] = segment.Has("bernoulli") ? (uniforms[at] < segment.Number("bernoulli") ? 1 : 0) : uniforms[at] + segment.Number("uniformPlus");
        }

        return values;
    }
}
