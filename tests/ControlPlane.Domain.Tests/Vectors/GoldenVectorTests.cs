using ControlPlane.TestKit;
using ControlPlane.Vectors;

namespace ControlPlane.Domain.Tests.Vectors;

public sealed class GoldenVectorTests
{
    private static readonly string Variations = Path.Combine(AppContext.BaseDirectory, "Vectors", "variations.json");

    [SharedFact]
    public void Statistics_GoldenFile_AllPass() => AssertAllPass(SharedFolder.PathOf("golden", "statistics.json"), atLeast: 175);

    [Fact]
    public void Statistics_OtherNumbersComputedIndependently_AllPass() => AssertAllPass(Variations, atLeast: 100);

    [Fact]
    public void Statistics_EveryExpectedNumberMoved_NoneOfThemPasses()
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Variations));
        var moved = document.RootElement.EnumerateArray().Select(vector => System.Text.Json.Nodes.JsonNode.Parse(vector.GetRawText())!.AsObject()).ToArray();
        var changed = moved.Where(MoveFirstNumber).ToArray();

        var outcomes = VectorRunner.Run($"[{string.Join(',', changed.Select(vector => vector.ToJsonString()))}]").ToArray();

        Assert.True(changed.Length > 80);
        Assert.All(outcomes, outcome => Assert.Equal(VectorStatus.Fail, outcome.Status));
    }

    // Moves one wanted number by more than its tolerance; false when the vector wants none.
    private static bool MoveFirstNumber(System.Text.Json.Nodes.JsonObject vector)
    {
        var expected = vector["expected"]!.AsObject();
        foreach (var (name, value) in expected.ToArray())
        {
            if (value is System.Text.Json.Nodes.JsonValue number && number.TryGetValue<double>(out var wanted))
            {
                expected[name] = wanted + Math.Max(1e-3, Math.Abs(wanted) * 1e-3);
                return true;
            }

            if (value is System.Text.Json.Nodes.JsonArray { Count: > 0 } list && list[0] is System.Text.Json.Nodes.JsonValue first
                && first.TryGetValue<double>(out var head))
            {
                list[0] = head + Math.Max(1e-3, Math.Abs(head) * 1e-3);
                return true;
            }
        }

        return false;
    }

    private static void AssertAllPass(string file, int atLeast)
    {
        var outcomes = VectorRunner.Run(File.ReadAllText(file)).ToArray();

        Assert.True(outcomes.Length >= atLeast, $"{file} holds {outcomes.Length} vectors");
        Assert.DoesNotContain(outcomes, outcome => outcome.Status != VectorStatus.Pass);
    }
}
