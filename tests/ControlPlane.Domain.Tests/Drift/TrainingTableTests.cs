using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class TrainingTableTests
{
    private static readonly ExpectedFeature[] AgeAndRegion = [new("age", IsText: false, IsRequired: true), new("region", IsText: true, IsRequired: true)];

    [Fact]
    public void Add_NumbersCategoriesAndGaps_CountsThemByFeature()
    {
        var table = Read("age,region\n31,eu\nNaN,\"a, u\"\n,eu\n", AgeAndRegion).Value;

        Assert.Equal(["age", "region"], table.Select(w => w.Name));
        Assert.Equal((1, 2, 3), (table[0].Sketch!.Count, table[0].Missing, table[0].Rows));
        Assert.Equal(2, table[1].Categories["eu"]);
        Assert.Equal(1, table[1].Categories["a, u"]);
    }

    [Theory]
    [InlineData("age,region\n31,eu,9", "table_row_wrong", "line 2: has 3 values; give 2")]
    [InlineData("age,region\n31,eu\nold,eu", "table_row_wrong", "line 3, column age: is 'old' where a number is due; give a number")]
    [InlineData("age\n31", "table_columns_wrong", "region has no column; add it")]
    [InlineData("age,region,shoe\n31,eu,43", "table_columns_wrong", "shoe is no feature of the version; leave it out")]
    [InlineData("age,region,age\n31,eu,31", "table_columns_wrong", "age names two columns")]
    [InlineData("age,region", "table_empty", "no row below")]
    [InlineData("", "table_empty", "Line 1 is empty")]
    public void Add_WrongTable_NamesLineColumnAndRemedy(string text, string code, string words)
    {
        var refused = Read(text, AgeAndRegion).Refusal;

        Assert.Equal(code, refused?.Code);
        Assert.Contains(words, refused!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_TextColumnOfDigits_StaysText()
    {
        var table = Read("\uFEFFage,region\n31,7\n32,007", AgeAndRegion).Value;

        Assert.Equal(["7", "007"], table[1].Categories.Keys);
    }

    [Fact]
    public void Add_AttributeIsMissing_IsNoProblem() =>
        Assert.Equal(["age"], Read("age\n31", [AgeAndRegion[0], AgeAndRegion[1] with { IsRequired = false }]).Value.Select(w => w.Name));

    [Fact]
    public void Freeze_ColumnOfNaN_CannotBeFrozenAndSaysSo()
    {
        var table = Read("age,x\n" + string.Join('\n', Enumerable.Range(0, 120).Select(row => $"{row},NaN")), []).Value;

        var reference = DriftReference.Freeze(DriftSource.TrainingData, DateTimeOffset.UnixEpoch, table).Value;

        Assert.Equal(["age"], reference.Features.Select(f => f.Name));
        Assert.Equal("is missing in all 120 rows", Assert.Single(reference.Skipped).Problem);
    }

    [Fact]
    public void Expected_OfColumnsWideInputsAndAttributes_AreNamedAsAgentsNameThem()
    {
        TensorSignature[] inputs =
        [
            new() { Name = "amount", Datatype = "FP32", Shape = [-1, 1] },
            new() { Name = "x", Datatype = "FP32", Shape = [-1, 2] },
            new() { Name = "country", Datatype = "BYTES", Shape = [-1, 1] },
            new() { Name = "image", Datatype = "UINT8", Shape = [-1, 3, 32, 32] },
        ];

        var features = ExpectedFeatures.Of(inputs, ["region"]);

        Assert.Equal(["amount", "x[0]", "x[1]", "country", "image.mean", "image.deviation", "image.minimum", "image.maximum", "region"], features.Select(f => f.Name));
        Assert.Equal(["country", "region"], features.Where(f => f.IsText).Select(f => f.Name));
        Assert.False(features[^1].IsRequired);
    }

    private static Outcome<IReadOnlyList<FeatureWindow>> Read(string text, IReadOnlyList<ExpectedFeature> expected)
    {
        var table = new TrainingTable(expected);
        foreach (var line in text.Split('\n'))
        {
            if (table.Add(line) is { } refusal)
                return refusal;
        }

        return table.End();
    }
}
