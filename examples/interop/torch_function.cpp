// PyTorch in C++: an activation of xact as a function of autograd, for tensors of float and double.

#include <torch/torch.h>

#include <cstdint>
#include <cstdio>
#include <xact/xact.hpp>

/// y = f(x), with the gradient by f'.
template <const auto& f>
struct activation : torch::autograd::Function<activation<f>> {
  static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& input) {
    const torch::Tensor x = input.contiguous(), y = torch::empty_like(x);
    context->save_for_backward({x});
    AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "xact", [&] {
      xact::forward(f, x.data_ptr<scalar_t>(), y.data_ptr<scalar_t>(), x.numel());
    });
    return y;
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 const torch::autograd::variable_list& grad_outputs) {
    const torch::Tensor x = context->get_saved_variables()[0];
    const torch::Tensor grad_output = grad_outputs[0].contiguous(), grad_input = torch::empty_like(x);
    AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "xact", [&] {
      xact::backward(f, grad_output.data_ptr<scalar_t>(), x.data_ptr<scalar_t>(),
                     grad_input.data_ptr<scalar_t>(), x.numel());
    });
    return {grad_input};
  }
};

namespace {

/// The largest differences to PyTorch's own, of values and gradients.
bool agrees_with_torch(torch::ScalarType type, double tolerance) {
  const auto options = torch::dtype(type);
  const torch::Tensor x = torch::linspace(-4, 6, 4001, options).set_requires_grad(true);
  const torch::Tensor same_x = x.detach().clone().set_requires_grad(true);
  const torch::Tensor weights = torch::linspace(-1, 1, 4001, options);
  const torch::Tensor y = activation<xact::gelu>::apply(x), same_y = torch::gelu(same_x);
  (y * weights).sum().backward();
  (same_y * weights).sum().backward();
  return (y - same_y).abs().max().item<double>() < tolerance &&
         (x.grad() - same_x.grad()).abs().max().item<double>() < tolerance;
}

/// A regression by a network of 8 hidden units: the loss at the end.
double train() {
  torch::manual_seed(1);
  torch::nn::Linear first(1, 8), last(8, 1);
  const torch::Tensor x = torch::linspace(-3, 3, 128).unsqueeze(1), y = torch::sin(x);
  auto parameters = first->parameters();
  for (const torch::Tensor& p : last->parameters()) parameters.push_back(p);
  torch::optim::Adam optimizer(parameters, torch::optim::AdamOptions(0.02));
  double loss = 0;
  for (int epoch = 0; epoch < 500; ++epoch) {
    optimizer.zero_grad();
    const torch::Tensor error = torch::mse_loss(last(activation<xact::gelu>::apply(first(x))), y);
    error.backward();
    optimizer.step();
    loss = error.item<double>();
  }
  return loss;
}

}  // namespace

int main() {
  const torch::Tensor x = torch::tensor({-1.0, 0.0, 1.0}, torch::requires_grad());
  const torch::Tensor y = activation<xact::gelu>::apply(x);
  y.sum().backward();
  for (std::int64_t i = 0; i < 3; ++i)
    std::printf("gelu(%2.0f) = %7.4f, slope %7.4f\n", x[i].item<double>(), y[i].item<double>(),
                x.grad()[i].item<double>());
  const bool agrees = agrees_with_torch(torch::kFloat32, 1e-6) && agrees_with_torch(torch::kFloat64, 1e-14);
  std::printf("%s PyTorch's own\n", agrees ? "as" : "not as");
  std::printf("a network learns the sine: loss %s 0.001\n", train() < 1e-3 ? "below" : "above");
  return agrees ? 0 : 1;
}
