// OpenCV: a layer of its networks by an activation of xact, registered under a name that a model may have.

#include <cstdio>
#include <opencv2/dnn.hpp>
#include <opencv2/dnn/layer.details.hpp>
#include <vector>
#include <xact/xact.hpp>

/// The exact GELU, or the one by tanh where the layer's parameter "approximate" says so, as in ONNX.
class gelu_layer : public cv::dnn::Layer {
 public:
  explicit gelu_layer(const cv::dnn::LayerParams& params)
      : Layer(params), by_tanh_(params.get<cv::String>("approximate", "none") == "tanh") {}

  static cv::Ptr<cv::dnn::Layer> create(cv::dnn::LayerParams& params) {
    return cv::makePtr<gelu_layer>(params);
  }

  bool getMemoryShapes(const std::vector<cv::dnn::MatShape>& inputs, int,
                       std::vector<cv::dnn::MatShape>& outputs,
                       std::vector<cv::dnn::MatShape>&) const override {
    outputs = inputs;
    return true;  // in place
  }

  void forward(cv::InputArrayOfArrays inputs_array, cv::OutputArrayOfArrays outputs_array,
               cv::OutputArrayOfArrays) override {
    std::vector<cv::Mat> inputs, outputs;
    inputs_array.getMatVector(inputs);
    outputs_array.getMatVector(outputs);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      CV_Assert(inputs[i].isContinuous() && outputs[i].isContinuous() && inputs[i].type() == CV_32F);
      const float* x = inputs[i].ptr<float>();
      float* y = outputs[i].ptr<float>();
      if (by_tanh_)
        xact::forward(xact::gelu_tanh, x, y, inputs[i].total());
      else
        xact::forward(xact::gelu, x, y, inputs[i].total());
    }
  }

 private:
  bool by_tanh_;
};

int main() {
  CV_DNN_REGISTER_LAYER_CLASS(XactGelu, gelu_layer);

  const float numbers[] = {-3, -2, -1, 0, 1, 2, 3};
  const cv::Mat x(std::vector<int>{1, 7}, CV_32F, const_cast<float*>(numbers));
  for (const char* approximate : {"none", "tanh"}) {
    cv::dnn::LayerParams params;
    params.set("approximate", cv::String(approximate));
    cv::dnn::Net net;
    net.addLayerToPrev("gelu", "XactGelu", params);
    net.setInput(x);
    const cv::Mat y = net.forward();
    std::printf("%s:", approximate);
    for (int i = 0; i < 7; ++i) std::printf(" %.5f", static_cast<double>(y.at<float>(0, i)));
    std::printf("\n");
  }
}
