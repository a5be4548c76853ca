using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Tests.Drift;

public sealed class TrainingTableTests
{
    [Fact]
    public void Read_NumbersCategoriesAndGaps_CountsThemByFeature()
    {
        var table = TrainingTable.Read(["age,region", "31,eu", "NaN,\"a, u\"", ",eu", ""], ["age", "region"]).Value;

        Assert.Equal(["age", "region"], table.Select(w => w.Name));
        Assert.Equal((1, 2, 3), (table[0].Sketch!.Count, table[0].Missing, table[0].Rows));
        Assert.Equal(2, table[1].Categories["eu"]);
        Assert.Equal(1, table[1].Categories["a, u"]);
    }

    [Theory]
    [InlineData("age,region\n31,eu,9", "table_row_wrong", "line 2: has 3 values; give 2")]
    [InlineData("age,region\n31,eu\nold,eu", "table_row_wrong", "line 3, column age: is 'old' where line 2 has a number")]
    [InlineData("age\n31", "table_columns_wrong", "region has no column; add it")]
    [InlineData("age,region,shoe\n31,eu,43", "table_columns_wrong", "shoe is no feature of the version; leave it out")]
    [InlineData("age,region,age\n31,eu,31", "table_columns_wrong", "age names two columns")]
    [InlineData("age,region", "table_empty", "no row below")]
    [InlineData("", "table_empty", "Line 1 is empty")]
    public void Read_WrongTable_NamesLineColumnAndRemedy(string text, string code, string words)
    {
        var refused = TrainingTable.Read(text.Split('\n'), ["age", "region"]).Refusal;

        Assert.Equal(code, refused?.Code);
        Assert.Contains(words, refused!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ColumnOfNaN_CannotBeFrozenAndSaysSo()
    {
        var table = TrainingTable.Read(["age,x", .. Enumerable.Range(0, 120).Select(row => $"{row},NaN")], ["age", "x"]).Value;

        var reference = DriftReference.Freeze(DriftSource.TrainingData, DateTimeOffset.UnixEpoch, table).Value;

        Assert.Equal(["age"], reference.Features.Select(f => f.Name));
        Assert.Equal("is missing in all 120 rows", Assert.Single(reference.Skipped).Problem);
    }
}
