namespace ControlPlane.TestKit.Onnx;

/// <summary>
/// Ready-made small files.
/// Unless a summary says otherwise they take <c>x</c> and give <c>y</c>, FLOAT, with a free first dimension <c>N</c>.
/// </summary>
public static class OnnxModels
{
    /// <summary>Gives back what it gets: <c>x</c> → <c>y</c> of one type and shape.</summary>
    public static byte[] Identity(OnnxType type, params OnnxDimension[] shape) =>
        new OnnxModelBuilder("identity").Input("x", type, shape).Output("y", type, shape).Node("Identity", ["x"], ["y"]).Build();

    /// <summary>Adds a constant to every element of <c>[N, features]</c>; two constants make two versions that can be told apart by their answers.</summary>
    public static byte[] AddConstant(float constant, int features = 4) =>
        new OnnxModelBuilder("add-constant")
            .Input("x", OnnxType.Float, "N", features)
            .Output("y", OnnxType.Float, "N", features)
            .Initializer("constant", OnnxTensor.Scalar(constant))
            .Node("Add", ["x", "constant"], ["y"])
            .Build();

    /// <summary>Looks like any other file, but has an operator that no runtime knows: it registers, and every agent refuses to load it.</summary>
    public static byte[] WithUnknownOperator(int features = 4) =>
        new OnnxModelBuilder("unknown-operator")
            .Input("x", OnnxType.Float, "N", features)
            .Output("y", OnnxType.Float, "N", features)
            .Node("Imagine", ["x"], ["y"])
            .Build();

    /// <summary>Adds two inputs <c>a</c> and <c>b</c> of one shape into <c>y</c>.</summary>
    public static byte[] Add(OnnxType type, params OnnxDimension[] shape) =>
        new OnnxModelBuilder("add").Input("a", type, shape).Input("b", type, shape).Output("y", type, shape).Node("Add", ["a", "b"], ["y"]).Build();

    /// <summary>
    /// Takes <c>x</c> and, if the caller likes, an optional tensor <c>hint</c> that is declared before it.
    /// Gives <c>y</c> = −x, whether there was a hint in <c>given</c>, and the hint itself, or none, in <c>echo</c>.
    /// </summary>
    public static byte[] OptionalEcho(OnnxType hint) =>
        new OnnxModelBuilder("optional-echo").Opset(18)
            .OptionalInput("hint", hint, "M").Input("x", OnnxType.Float, "N")
            .Output("y", OnnxType.Float, "N").Output("given", OnnxType.Bool).OptionalOutput("echo", hint, "M")
            .Node("Neg", ["x"], ["y"]).Node("OptionalHasElement", ["hint"], ["given"]).Node("Identity", ["hint"], ["echo"])
            .Build();

    /// <summary>Multiplies <c>[N, features]</c> with row-major weights <c>[features, weights.Length / features]</c>.</summary>
    public static byte[] MatMul(int features, params float[] weights) =>
        new OnnxModelBuilder("matmul")
            .Input("x", OnnxType.Float, "N", features)
            .Output("y", OnnxType.Float, "N", weights.Length / features)
            .Initializer("weights", OnnxTensor.Of<float>([features, weights.Length / features], weights))
            .Node("MatMul", ["x", "weights"], ["y"])
            .Build();

    /// <summary>A classifier: <c>softmax(x · weights)</c> into <c>probabilities</c> and the winning class, INT64, into <c>label</c>.</summary>
    public static byte[] Classifier(int features, params float[] weights) =>
        new OnnxModelBuilder("classifier")
            .Input("x", OnnxType.Float, "N", features)
            .Output("label", OnnxType.Int64, "N")
            .Output("probabilities", OnnxType.Float, "N", weights.Length / features)
            .Initializer("weights", OnnxTensor.Of<float>([features, weights.Length / features], weights))
            .Node("MatMul", ["x", "weights"], ["logits"])
            .Node("Softmax", ["logits"], ["probabilities"], OnnxAttribute.Int("axis", 1))
            .Node("ArgMax", ["probabilities"], ["label"], OnnxAttribute.Int("axis", 1), OnnxAttribute.Int("keepdims", 0))
            .Build();

    /// <summary>Converts <c>x</c> of one type into <c>y</c> of another.</summary>
    public static byte[] Cast(OnnxType from, OnnxType to, params OnnxDimension[] shape) =>
        new OnnxModelBuilder("cast")
            .Input("x", from, shape)
            .Output("y", to, shape)
            .Node("Cast", ["x"], ["y"], OnnxAttribute.Int("to", (int)to))
            .Build();

    /// <summary>Gives <c>[N, labels]</c> as a sequence of maps from label to score, as exports of scikit-learn do.</summary>
    public static byte[] ZipMap(params string[] labels) => ZipMap(OnnxAttribute.Texts("classlabels_strings", labels), OnnxType.String, labels.Length);

    /// <summary>The same with whole numbers for labels.</summary>
    public static byte[] ZipMap(params long[] labels) => ZipMap(OnnxAttribute.Ints("classlabels_int64s", labels), OnnxType.Int64, labels.Length);

    private static byte[] ZipMap(OnnxAttribute labels, OnnxType keys, int count) =>
        new OnnxModelBuilder("zipmap")
            .Opset("ai.onnx.ml", 3)
            .Input("x", OnnxType.Float, "N", count)
            .OutputOfMaps("y", keys)
            .Node("ai.onnx.ml", "ZipMap", ["x"], ["y"], [labels])
            .Build();

    /// <summary>Looks rows up: <c>index</c>, INT64 <c>[N]</c>, into <c>y</c>; an index outside the table fails the call.</summary>
    public static byte[] Gather(params float[] table) =>
        new OnnxModelBuilder("gather")
            .Input("index", OnnxType.Int64, "N")
            .Output("y", OnnxType.Float, "N")
            .Initializer("table", OnnxTensor.Vector<float>(table))
            .Node("Gather", ["table", "index"], ["y"])
            .Build();

    /// <summary>Gives <c>[N, features]</c> back, and fails the call when any element is below zero.</summary>
    public static byte[] FailsOnNegative(int features = 4) =>
        new OnnxModelBuilder("fails-on-negative")
            .Input("x", OnnxType.Float, "N", features)
            .Output("y", OnnxType.Float, "N", features)
            .Initializer("zero", OnnxTensor.Scalar(0f))
            .Initializer("two", OnnxTensor.Scalar(2f))
            .Initializer("table", OnnxTensor.Vector(0f))
            .Node("ReduceMin", ["x"], ["least"], OnnxAttribute.Int("keepdims", 0))
            .Node("Min", ["least", "zero"], ["below"])
            .Node("Floor", ["below"], ["whole"])
            // Doubled, because Gather takes -1 for the last row of the table.
            .Node("Mul", ["whole", "two"], ["doubled"])
            .Node("Cast", ["doubled"], ["index"], OnnxAttribute.Int("to", (int)OnnxType.Int64))
            .Node("Gather", ["table", "index"], ["nothing"])
            .Node("Add", ["x", "nothing"], ["y"])
            .Build();

    /// <summary>
    /// Gives <c>[N, features]</c> back after <paramref name="steps"/> products of matrices of <paramref name="size"/> squared.
    /// Each step is a node, so a call can be terminated between steps. <paramref name="plus"/> is added to what is given back.
    /// </summary>
    public static byte[] Slow(int steps, int size = 256, int features = 4, float plus = 0)
    {
        var model = new OnnxModelBuilder("slow")
            .Input("x", OnnxType.Float, "N", features)
            .Output("y", OnnxType.Float, "N", features)
            .Initializer("square", OnnxTensor.Vector<long>(size, size))
            .Initializer("zero", OnnxTensor.Scalar(0f))
            .Initializer("plus", OnnxTensor.Scalar(plus))
            .Node("ReduceMean", ["x"], ["mean"], OnnxAttribute.Int("keepdims", 0))
            .Node("Expand", ["mean", "square"], ["matrix"])
            .Node("Tanh", ["matrix"], ["state0"]);
        for (var step = 0; step < steps; step++)
            model.Node("MatMul", [$"state{step}", "matrix"], [$"product{step}"]).Node("Tanh", [$"product{step}"], [$"state{step + 1}"]);
        return model
            .Node("ReduceMean", [$"state{steps}"], ["rest"], OnnxAttribute.Int("keepdims", 0))
            .Node("Mul", ["rest", "zero"], ["nothing"])
            .Node("Add", ["nothing", "plus"], ["added"])
            .Node("Add", ["x", "added"], ["y"])
            .Build();
    }
}
