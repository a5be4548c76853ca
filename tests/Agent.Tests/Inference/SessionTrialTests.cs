using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

public sealed class SessionTrialTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMicroseconds(5);

    [Theory]
    [InlineData(10, 8, true)]
    [InlineData(10, 8.5, false)]
    [InlineData(8, 10, false)]
    public void PaysOff_BestRounds_DecideByAFifth(double shared, double apart, bool pays)
    {
        // A neighbour disturbs every round but one of each.
        var (round, other) = (0, 0);

        Assert.Equal(pays, SessionTrial.PaysOff(
            () => TimeSpan.FromMilliseconds(round++ == 1 ? shared : shared * 5), () => TimeSpan.FromMilliseconds(other++ == 2 ? apart : apart * 9)));
    }

    [Theory]
    [InlineData(1, 1_000, 5)]
    [InlineData(2, SessionTrial.LargestFile + 1, 5)]
    [InlineData(2, 1_000, 20_000)]
    [InlineData(2, 1_000, 0)]
    public void Run_NothingToGain_LeavesOneSession(int processors, long fileBytes, double microseconds)
    {
        using var folder = new TemporaryFolder();
        using var sessions = SessionsOf(folder, AModel());

        SessionTrial.Run(sessions, ModelSignature.Of(sessions[0]).Value, TimeSpan.FromMicroseconds(microseconds), fileBytes, processors, TimeProvider.System);

        Assert.Equal(1, sessions.Count);
    }

    [Fact]
    public void Run_SmallModel_HasOneSessionOrOnePerProcessor()
    {
        using var folder = new TemporaryFolder();
        using var sessions = SessionsOf(folder, AModel());

        SessionTrial.Run(sessions, ModelSignature.Of(sessions[0]).Value, Short, 1_000, processors: 3, TimeProvider.System);

        Assert.Contains(sessions.Count, (int[])[1, 3]);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, 1)]
    [InlineData(2f, null)]
    public void WarmUp_ModelThatTakesNothingBelow_FindsTheValueItTakes(float least, int? value)
    {
        using var folder = new TemporaryFolder();
        using var sessions = SessionsOf(folder, FailsBelow(least));
        sessions.Add();

        Assert.Equal(value, SessionTrial.WarmUp(sessions, ModelSignature.Of(sessions[0]).Value, TimeProvider.System));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("1", 1)]
    public async Task Load_FileThatNamesItsSessions_HasThatMany(string sessions, int count)
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(AModel((SessionPolicy.SessionsKey, sessions)), 1);
        server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), model);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => server.InferAsync(InferRequests.Of([i, 2, 3, 4]))));

        Assert.Equal(count, model.SessionCount);
        Assert.All(answers.Index(), a => Assert.Equal($"{a.Index + 1}", a.Item.Data()[0]));
    }

    [Fact]
    public async Task Load_FileThatNamesMoreSessions_UsesThemInTurn()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = await server.LoadAsync(AModel((SessionPolicy.SessionsKey, "3")), 1);

        for (var again = 0; again < 3; again++)
        {
            var lanes = Enumerable.Range(0, 3).Select(_ => model.Lanes.Rent()).ToList();
            Assert.Equal([0, 1, 2], lanes.Select(l => l.Session).Order());
            lanes.ForEach(model.Lanes.Return);
        }
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("0", 1)]
    [InlineData("many", 1)]
    public void Policy_Threads_AreTakenWhereTheyMakeSense(string said, int threads) =>
        Assert.Equal(Math.Min(threads, Environment.ProcessorCount), SessionPolicy.Of(new Dictionary<string, string> { [SessionPolicy.ThreadsKey] = said }).Threads);

    [Fact]
    public async Task Load_FileThatAsksForThreads_AnswersAlike()
    {
        await using var server = await ServingHarness.StartAsync(AModel((SessionPolicy.ThreadsKey, "2")));

        Assert.Equal("2", (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Data()[0]);
    }

    private static ModelSessions SessionsOf(TemporaryFolder folder, byte[] model)
    {
        File.WriteAllBytes(folder.Combine("model.onnx"), model);
        return new ModelSessions(folder.Combine("model.onnx"), RoutingTableBuilder.APreparedVersion("pets", 1));
    }

    // What lies below the limit becomes an index outside the table; doubled, because Gather takes -1 for the last row.
    private static byte[] FailsBelow(float limit) => new OnnxModelBuilder("fails below")
        .Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 4)
        .Initializer("limit", OnnxTensor.Scalar(limit)).Initializer("zero", OnnxTensor.Scalar(0f))
        .Initializer("two", OnnxTensor.Scalar(2f)).Initializer("table", OnnxTensor.Vector(0f))
        .Node("ReduceMin", ["x"], ["least"], OnnxAttribute.Int("keepdims", 0)).Node("Sub", ["least", "limit"], ["over"])
        .Node("Min", ["over", "zero"], ["below"]).Node("Mul", ["below", "two"], ["doubled"])
        .Node("Cast", ["doubled"], ["index"], OnnxAttribute.Int("to", (int)OnnxType.Int64))
        .Node("Gather", ["table", "index"], ["nothing"]).Node("Add", ["x", "nothing"], ["y"])
        .Build();

    private static byte[] AModel(params (string Key, string Value)[] metadata)
    {
        var model = new OnnxModelBuilder("adds one")
            .Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 4)
            .Initializer("one", OnnxTensor.Scalar(1f)).Node("Add", ["x", "one"], ["y"]);
        foreach (var (key, value) in metadata)
            model.Metadata(key, value);
        return model.Build();
    }
}
