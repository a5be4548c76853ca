using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Tests.Serving.Judges;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving.Grpc;

public sealed class GrpcInferTests
{
    [Fact]
    public async Task ModelInfer_RawContents_AnswersRawWithTheHeadersOfRest()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1.5f));

        var answer = await server.Grpc.CallAsync("ModelInfer", Raw("x", "FP32", [1, 4], Bytes<float>(1, 2, 3, 4)), ("x-routing-key", "anna"));

        var response = answer.As(ModelInferResponse.Parser);
        Assert.Equal(("pets", "1", "7"), (response.ModelName, response.ModelVersion, response.Id));
        Assert.Equal(Bytes<float>(2.5f, 3.5f, 4.5f, 5.5f), Assert.Single(response.RawOutputContents).ToByteArray());
        Assert.Equal(("y", "FP32", "1,4"), (response.Outputs[0].Name, response.Outputs[0].Datatype, string.Join(',', response.Outputs[0].Shape)));
        Assert.Equal(("1", "v1", "1"), (answer.Headers["x-model-version"], answer.Headers["x-variant"], answer.Headers["x-routing-revision"]));
        var rest = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]), headers: ("x-routing-key", "anna"));
        Assert.Equal(rest.Headers["x-bucket"], answer.Headers["x-bucket"]);
        Assert.True(server.Tokens.Read(answer.Headers["x-feedback-token"]).IsAccepted);
    }

    [Fact]
    public async Task ModelInfer_RoutingKeyInMetadataOrParameter_SticksAsOverRest()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 5_000, 5_000) with { RoutingKey = new RoutingKeySource("x-routing-key", null, "user") };
        var recorders = server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        for (var caller = 0; caller < 20; caller++)
        {
            var key = $"caller-{caller}";
            var message = Raw("x", "FP32", [1, 4], new byte[16]);
            var withParameter = message.Clone();
            withParameter.Parameters["user"] = new InferParameter { StringParam = key };

            var rest = await server.InferAsync(InferRequests.Of([0, 0, 0, 0]), headers: ("x-routing-key", key));
            var byMetadata = await server.Grpc.CallAsync("ModelInfer", message, ("x-routing-key", key));
            var byParameter = await server.Grpc.CallAsync("ModelInfer", withParameter);

            Assert.Equal(rest.Headers["x-variant"], byMetadata.Headers["x-variant"]);
            Assert.Equal(rest.Headers["x-variant"], byParameter.Headers["x-variant"]);
        }

        Assert.Equal(60, recorders.Sum(r => Counted.In(r).Item1));
    }

    [Theory]
    [InlineData(OnnxType.Bool, "BOOL", """{"boolContents":[true,false]}""")]
    [InlineData(OnnxType.Int8, "INT8", """{"intContents":[-128,127]}""")]
    [InlineData(OnnxType.Int16, "INT16", """{"intContents":[-32768,32767]}""")]
    [InlineData(OnnxType.Int32, "INT32", """{"intContents":[-2147483648,2147483647]}""")]
    [InlineData(OnnxType.Int64, "INT64", """{"int64Contents":["-9223372036854775808","9223372036854775807"]}""")]
    [InlineData(OnnxType.UInt8, "UINT8", """{"uintContents":[0,255]}""")]
    [InlineData(OnnxType.UInt16, "UINT16", """{"uintContents":[0,65535]}""")]
    [InlineData(OnnxType.UInt32, "UINT32", """{"uintContents":[0,4294967295]}""")]
    [InlineData(OnnxType.UInt64, "UINT64", """{"uint64Contents":["0","18446744073709551615"]}""")]
    [InlineData(OnnxType.Float, "FP32", """{"fp32Contents":["NaN",0.1]}""")]
    [InlineData(OnnxType.Double, "FP64", """{"fp64Contents":["-Infinity",0.1]}""")]
    [InlineData(OnnxType.String, "BYTES", """{"bytesContents":["","/wA="]}""")]
    public async Task ModelInfer_TypedContents_ComeBackTyped(OnnxType type, string datatype, string contents)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));
        var sent = InferTensorContents.Parser.ParseJson(contents);
        var message = new ModelInferRequest { ModelName = "pets" };
        message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = datatype, Shape = { 2 }, Contents = sent });

        var response = (await server.Grpc.CallAsync("ModelInfer", message)).As(ModelInferResponse.Parser);

        Assert.Equal(sent, response.Outputs[0].Contents);
        Assert.Empty(response.RawOutputContents);
    }

    [Fact]
    public async Task ModelInfer_Maps_ComeAsAMatrixWithClassNamesOrAsTexts()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.ZipMap("cat", "dog"));
        var message = Raw("x", "FP32", [1, 2], Bytes(0.25f, 0.75f));
        var asMaps = message.Clone();
        asMaps.Outputs.Add(new ModelInferRequest.Types.InferRequestedOutputTensor { Name = "y", Parameters = { ["as_maps"] = new InferParameter { BoolParam = true } } });

        var matrix = (await server.Grpc.CallAsync("ModelInfer", message)).As(ModelInferResponse.Parser);
        var maps = (await server.Grpc.CallAsync("ModelInfer", asMaps)).As(ModelInferResponse.Parser);

        Assert.Equal("""["cat","dog"]""", matrix.Outputs[0].Parameters["class_names"].StringParam);
        Assert.Equal(Bytes(0.25f, 0.75f), matrix.RawOutputContents[0].ToByteArray());
        Assert.Equal(["""{"cat":0.25,"dog":0.75}"""], Tensors.TextsOf(maps.RawOutputContents[0].ToByteArray()));
    }

    [Fact]
    public async Task ModelInfer_VersionNamed_BypassesTheSplitAndIsNotCounted()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            RoutingTableBuilder.AnEndpoint("pets", 1, 10_000, 0), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        var message = Raw("x", "FP32", [1, 4], new byte[16]);
        message.ModelVersion = "2";

        var answer = await server.Grpc.CallAsync("ModelInfer", message);

        Assert.Equal(Bytes<float>(2, 2, 2, 2), answer.As(ModelInferResponse.Parser).RawOutputContents[0].ToByteArray());
        Assert.False(answer.Headers.ContainsKey("x-variant"));
        Assert.Equal([(0, 0), (0, 0)], recorders.Select(Counted.In));
    }

    [Fact]
    public async Task ModelInfer_ConstantAnswers_CarriesIt()
    {
        await using var server = await ServingHarness.StartAsync();
        var constant = """{"model_name":"pets","outputs":[{"name":"y","datatype":"FP32","shape":[1,2],"data":[[1.5,2]]},{"name":"l","datatype":"BYTES","shape":[1],"data":["none"]}]}""";
        var routing = RoutingTableBuilder.AnEndpoint("pets", 1, 0, 10_000) with { Fallback = new FallbackAnswer(null, constant) };
        server.Serve(routing, await server.LoadAsync(OnnxModels.AddConstant(1), 1), null);

        var answer = await server.Grpc.CallAsync("ModelInfer", Raw("x", "FP32", [1, 4], new byte[16]));

        var response = answer.As(ModelInferResponse.Parser);
        Assert.Equal(Bytes<float>(1.5f, 2), response.RawOutputContents[0].ToByteArray());
        Assert.Equal(["none"], Tensors.TextsOf(response.RawOutputContents[1].ToByteArray()));
        Assert.Equal("fallback", answer.Headers["x-variant"]);
    }

    [Fact]
    public async Task ModelInfer_LargeTensor_IsReadWhole()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var values = Enumerable.Range(0, 1_000_000).Select(v => (float)v).ToArray();

        var answer = await server.Grpc.CallAsync("ModelInfer", Raw("x", "FP32", [250_000, 4], Bytes(values)));

        Assert.Equal(Bytes([.. values.Select(v => v + 1)]), answer.As(ModelInferResponse.Parser).RawOutputContents[0].ToByteArray());
    }

    internal static ModelInferRequest Raw(string name, string datatype, long[] shape, byte[] tensor) => new()
    {
        ModelName = "pets",
        Id = "7",
        Inputs = { new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = datatype, Shape = { shape } } },
        RawInputContents = { ByteString.CopyFrom(tensor) },
    };

    internal static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
